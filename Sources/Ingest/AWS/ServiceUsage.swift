import Catalog
import Money

/// A usage in a price list of AWS that bills may need, and what the catalog calls it.
///
/// Source: the usage types of AWS's price lists; a region's own ones begin with a code such as `USE2-`, which those of
/// us-east-1 lack.
struct ServiceUsage {
  /// The price list: `AmazonVPC`.
  let offer: StaticString
  /// The usage type without the code of its region.
  let usageType: StaticString
  /// The product family that it must have, if several have the same usage type.
  var family: StaticString?
  /// What the catalog calls it.
  let key: ServicePrice.Key
  /// The unit in the price list.
  let listUnit: [String]
  /// The unit in the catalog.
  let unit: String
  /// How many of AWS's units the catalog's unit has: 1,000 requests.
  var multiplier = 1
  /// How many of the catalog's units AWS's unit has: 1,024 MiB/s in a GiB/s.
  var divisor = 1

  init(
    _ offer: StaticString, _ usageType: StaticString, family: StaticString? = nil, _ service: String, _ usage: String,
    _ listUnit: String..., unit: String, multiplier: Int = 1, divisor: Int = 1
  ) {
    (self.offer, self.usageType, self.family) = (offer, usageType, family)
    key = ServicePrice.Key(service: service, usage: usage)
    (self.listUnit, self.unit, self.multiplier, self.divisor) = (listUnit, unit, multiplier, divisor)
  }

  static let all = [
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage.gp3", "EBS", "gp3 storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage.gp2", "EBS", "gp2 storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage.piops", "EBS", "io1 storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage.io2", "EBS", "io2 storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage.st1", "EBS", "st1 storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage.sc1", "EBS", "sc1 storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeUsage", "EBS", "standard storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "EBS:VolumeP-IOPS.gp3", "EBS", "gp3 IOPS over 3000", "IOPS-Mo", unit: "IOPS-month"),
    ServiceUsage(
      "AmazonEC2", "EBS:VolumeP-Throughput.gp3", "EBS", "gp3 throughput over 125 MiB/s", "GiBps-mo",
      unit: "MiBps-month", divisor: 1_024),
    ServiceUsage("AmazonEC2", "EBS:SnapshotUsage", "EBS", "snapshot storage (standard)", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AmazonEC2", "NatGateway-Hours", "NAT gateway", "hour", "Hrs", unit: "hour"),
    ServiceUsage("AmazonEC2", "NatGateway-Bytes", "NAT gateway", "data processed", "GB", unit: "GB"),
    ServiceUsage(
      "AWSELB", "LoadBalancerUsage", family: "Load Balancer-Network", "NLB", "hour", "Hrs", unit: "hour"),
    ServiceUsage(
      "AWSELB", "LCUUsage", family: "Load Balancer-Network", "NLB", "LCU", "LCU-Hrs", unit: "LCU-hour"),
    ServiceUsage(
      "AWSELB", "LoadBalancerUsage", family: "Load Balancer-Application", "ALB", "hour", "Hrs", unit: "hour"),
    ServiceUsage(
      "AWSELB", "LCUUsage", family: "Load Balancer-Application", "ALB", "LCU", "LCU-Hrs", unit: "LCU-hour"),
    ServiceUsage("AWSELB", "LoadBalancerUsage", family: "Load Balancer", "Classic LB", "hour", "Hrs", unit: "hour"),
    ServiceUsage(
      "AmazonEKS", "AmazonEKS-Hours:perCluster", "EKS", "cluster, standard support", "Hours", "hours", "Hrs",
      unit: "hour"),
    ServiceUsage(
      "AmazonEKS", "AmazonEKS-Hours:extendedSupport", "EKS", "cluster, extended support", "Hours", "hours", "Hrs",
      unit: "hour"),
    ServiceUsage("AmazonS3", "TimedStorage-ByteHrs", "S3", "Standard storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage(
      "AmazonS3", "TimedStorage-INT-FA-ByteHrs", "S3", "Intelligent-Tiering frequent", "GB-Mo", unit: "GB-month"),
    ServiceUsage(
      "AmazonS3", "Requests-Tier1", "S3", "PUT/COPY/POST/LIST", "Requests", unit: "1000 requests", multiplier: 1_000),
    ServiceUsage("AmazonS3", "Requests-Tier2", "S3", "GET", "Requests", unit: "1000 requests", multiplier: 1_000),
    ServiceUsage("awskms", "KMS-Keys", "KMS", "customer managed key", "Keys", unit: "key-month"),
    ServiceUsage(
      "AmazonCloudWatch", "DataProcessing-Bytes", "CloudWatch Logs", "ingestion (standard class)", "GB", unit: "GB"),
    ServiceUsage(
      "AmazonCloudWatch", "TimedStorage-ByteHrs", "CloudWatch Logs", "storage (compressed)", "GB-Mo", "GB-month",
      unit: "GB-month"),
    ServiceUsage(
      "AmazonVPC", "PublicIPv4:InUseAddress", "Public IPv4", "in use or idle address", "Hrs", unit: "hour"),
    ServiceUsage("AmazonVPC", "VpcEndpoint-Hours", "VPC interface endpoint", "hour per AZ", "Hrs", unit: "hour"),
    ServiceUsage("AmazonVPC", "VpcEndpoint-Bytes", "VPC interface endpoint", "data processed", "GB", unit: "GB"),
    ServiceUsage("AmazonECR", "TimedStorage-ByteHrs", "ECR", "storage", "GB-Mo", unit: "GB-month"),
    ServiceUsage("AWSDataTransfer", "DataTransfer-Out-Bytes", "Data transfer", "out to internet", "GB", unit: "GB"),
  ]

  /// Whether a product is this usage.
  func matches(_ product: OfferProduct) -> Bool {
    guard product.usageType.isUsageType(usageType), family.map({ product.family.has($0) }) ?? true else { return false }
    // Data that leaves AWS; what goes to other regions has usage types of its own, but not everywhere.
    return !offer.bytes.elementsEqual("AWSDataTransfer".utf8)
      || product.toLocation.has("External") && product.fromLocationType.has("AWS Region")
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are a text.
  @inline(__always)
  func has(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let start = baseAddress else {
      return isEmpty && text.utf8CodeUnitCount == 0
    }
    var place = 0
    // Most of what is compared is short.
    while place &+ 8 <= count {
      guard
        start.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          == UnsafeRawPointer(text.utf8Start).loadUnaligned(fromByteOffset: place, as: UInt64.self)
      else { return false }
      place &+= 8
    }
    while place < count {
      guard self[place] == text.utf8Start[place] else { return false }
      place &+= 1
    }
    return true
  }

  /// Whether the bytes are a usage type, with or without the code or the name of a region before it.
  func isUsageType(_ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    guard count >= length, self[(count - length)...].elementsEqual(name.bytes) else { return false }
    guard count > length else { return true }
    guard self[count - length - 1] == UInt8(ascii: "-") else { return false }
    let code = self[..<(count - length - 1)]
    // KMS writes the region's name.
    return code.allSatisfy { 65...90 ~= $0 || 48...57 ~= $0 } || RegionName.isOne(String(decoding: code, as: UTF8.self))
  }
}
