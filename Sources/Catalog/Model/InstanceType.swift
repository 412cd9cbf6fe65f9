public import Money

/// An EC2 instance type that the catalog knows at least by name.
public final class InstanceType: Sendable {  // a class, since checks, bills and policies share it
  /// Such as `g5.xlarge`.
  public let name: String
  /// What it is made of; nil where the catalog has only the name.
  public let specification: Specification?
  /// The regions known to offer it, sorted.
  public let offeredRegions: [String]

  /// A type with what is known of it.
  package init(name: String, specification: Specification?, offeredRegions: [String]) {
    self.name = name
    self.specification = specification
    self.offeredRegions = offeredRegions
  }
}

/// What an instance type is made of.
public struct Specification: Sendable {
  /// Virtual processors.
  public let vcpus: Int
  /// Memory in MiB.
  public let memoryMiB: Int
  /// The processor architectures it can run, sorted.
  public let architectures: [Architecture]
  /// GPUs and the like, by kind.
  public let accelerators: [Accelerator]
  /// Whether AWS lists it among the current generations.
  public let isCurrentGeneration: Bool
  /// Whether it is a whole machine without a hypervisor.
  public let isBareMetal: Bool
  /// Whether its processors run at full speed only while credits last.
  public let isBurstable: Bool
  /// Network bandwidth in AWS's words.
  public let network: String
  /// How it can be bought: `on-demand`, `spot`, `capacity-block`.
  public let usageClasses: [String]

  /// What a type is made of.
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

/// A processor architecture as EC2 names it.
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

  /// Whether it runs macOS, on dedicated hosts only.
  public var isMac: Bool { self == .x86Mac || self == .armMac }
  /// Whether it runs programs built for Arm.
  public var isArm: Bool { self == .arm || self == .armMac }
}

/// One kind of accelerator of an instance type.
public struct Accelerator: Sendable, Hashable {
  /// What it is: AWS counts Trainium and Inferentia apart from GPUs.
  public enum Kind: String, Sendable, CaseIterable {
    /// A graphics processor, whole or in part.
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

  /// What it is.
  public let kind: Kind
  /// Its model, such as `A10G`.
  public let model: String
  /// How many, with fractions where a type carries a part of one.
  public let count: Quantity
  /// The memory of one, in MiB.
  public let memoryMiB: Int

  /// Accelerators of one kind.
  package init(kind: Kind, model: String, count: Quantity, memoryMiB: Int) {
    self.kind = kind
    self.model = model
    self.count = count
    self.memoryMiB = memoryMiB
  }
}
