/// The two generations of the contract in which the control plane is asked for a cluster. Both use the same address.
public enum Generation: String, Sendable, CaseIterable {
  /// A cluster on EKS with a performance profile, as upstream's clients asked for until 2024.
  case kubernetes
  /// A cluster directly on EC2, as upstream's clients of today know it.
  case direct
}

/// How the organization's requests are put to the control plane.
public struct RequestContract: Sendable, Equatable {
  /// A part of a request that the direct generation does not carry.
  public enum Part: String, Sendable, CaseIterable {
    /// Cost-savings mode.
    case costSavings
    /// The list of instance types that the cluster may use.
    case instanceTypes
  }

  /// A field of the direct generation that is sent only where it is asked for: nobody documents what the control plane makes
  /// of it.
  public enum Addition: String, Sendable, CaseIterable {
    /// The names of the requested instance types, in `spec.availableAccelerators`.
    case availableAccelerators
    /// The workload's minimum and maximum for each requested instance type, in `spec.overprovisioning`.
    case overprovisioning
  }

  /// The generation.
  public var generation = Generation.kubernetes
  /// The parts that may be lost.
  public var accepted: Set<Part> = []
  /// The undocumented fields that are sent.
  public var additions: Set<Addition> = []
  /// The ID of the organization that the cluster belongs to; nil leaves it to the control plane. Direct generation only.
  public var organization: String?
  /// The ID of the project whose clusters are looked at; nil for all. Direct generation only.
  public var project: String?

  /// Creates the contract of the first generation.
  public init() {}

  /// Whether it carries a part of a request.
  public func carries(_ part: Part) -> Bool {
    switch (generation, part) {
    case (.kubernetes, _): true
    // What the control plane makes of `availableAccelerators` is not documented, so that sending it carries nothing.
    case (.direct, .costSavings), (.direct, .instanceTypes): false
    }
  }

  /// The parts of a request that it does not carry.
  public func lost(of request: ClusterRequest) -> [Part] {
    Part.allCases.filter { part in
      switch part {
      case .costSavings: request.costSavings && !carries(part)
      case .instanceTypes: !request.instanceTypes.isEmpty && !carries(part)
      }
    }
  }
}
