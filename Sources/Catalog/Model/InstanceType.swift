public import Money

/// An EC2 instance type of which the catalog knows at least the name.
public final class InstanceType: Sendable {  // a class, because checks, bills and policies share it
  /// The name, such as `g5.xlarge`.
  public let name: String
  /// The specification; nil if the catalog has only the name.
  public let specification: Specification?
  /// The regions known to offer it, sorted.
  public let offeredRegions: [String]
  /// The day or month of the price list that says whether it is of the current generation, in the reviewed files; nil if
  /// EC2's API says so.
  package let generationAsOf: String?

  /// Creates a type.
  package init(
    name: String, specification: Specification?, offeredRegions: [String], generationAsOf: String? = nil
  ) {
    self.name = name
    self.specification = specification
    self.offeredRegions = offeredRegions
    self.generationAsOf = generationAsOf
  }
}

/// The specification of an instance type.
public struct Specification: Sendable, Hashable {
  /// The number of virtual processors.
  public let vcpus: Int
  /// Memory in MiB.
  public let memoryMiB: Int
  /// The processor architectures it can run, sorted.
  public let architectures: [Architecture]
  /// GPUs and other accelerators, by kind.
  public let accelerators: [Accelerator]
  /// Whether AWS lists it as a current generation.
  public let isCurrentGeneration: Bool
  /// Whether it is a whole machine without a hypervisor.
  public let isBareMetal: Bool
  /// Whether its processors run at full speed only while CPU credits last.
  public let isBurstable: Bool
  /// The network bandwidth as AWS describes it.
  public let network: String
  /// The purchase options: `on-demand`, `spot`, `capacity-block`.
  public let usageClasses: [String]

  /// Creates a specification.
  package init(
    vcpus: Int, memoryMiB: Int, architectures: [Architecture], accelerators: [Accelerator],
    isCurrentGeneration: Bool, isBareMetal: Bool, isBurstable: Bool, network: String, usageClasses: [String]
  ) {
    self.vcpus = vcpus
    self.memoryMiB = memoryMiB
    self.architectures = architectures
    self.accelerators = accelerators
    self.isCurrentGeneration = isCurrentGeneration
    self.isBareMetal = isBareMetal
    self.isBurstable = isBurstable
    self.network = network
    self.usageClasses = usageClasses
  }
}

/// A processor architecture, as named by EC2.
public enum Architecture: String, Sendable, CaseIterable {
  /// 64-bit x86.
  case x86 = "x86_64"
  /// 64-bit Arm.
  case arm = "arm64"
  /// 32-bit x86.
  case x86With32Bits = "i386"
  /// An x86 Mac.
  case x86Mac = "x86_64_mac"
  /// An Arm Mac.
  case armMac = "arm64_mac"

  /// Whether it runs macOS, which requires dedicated hosts.
  public var isMac: Bool { self == .x86Mac || self == .armMac }
  /// Whether it runs programs built for Arm.
  public var isArm: Bool { self == .arm || self == .armMac }
}

/// One kind of accelerator of an instance type.
public struct Accelerator: Sendable, Hashable {
  /// The kind of accelerator. AWS does not count Trainium and Inferentia as GPUs.
  public enum Kind: String, Sendable, CaseIterable {
    /// A graphics processor, whole or fractional.
    case gpu
    /// A field-programmable gate array.
    case fpga
    /// AWS Inferentia.
    case inferentia
    /// AWS Trainium.
    case trainium
    /// Another accelerator for inference.
    case inference
    /// A video transcoder.
    case media
  }

  /// The kind of accelerator.
  public let kind: Kind
  /// The model, such as `A10G`.
  public let model: String
  /// The number of accelerators; fractional if a type has a part of one.
  public let count: Quantity
  /// The memory of one accelerator in MiB.
  public let memoryMiB: Int

  /// Creates accelerators of one kind.
  package init(kind: Kind, model: String, count: Quantity, memoryMiB: Int) {
    self.kind = kind
    self.model = model
    self.count = count
    self.memoryMiB = memoryMiB
  }
}
