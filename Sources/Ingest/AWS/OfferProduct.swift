import Catalog

/// A product of an AWS price list, as the file says it. The texts are valid while the record or row is.
struct OfferProduct {
  var family = UnsafeRawBufferPointer.empty
  var regionCode = UnsafeRawBufferPointer.empty
  var location = UnsafeRawBufferPointer.empty
  var fromLocation = UnsafeRawBufferPointer.empty
  var fromLocationType = UnsafeRawBufferPointer.empty
  var toLocation = UnsafeRawBufferPointer.empty
  var type = UnsafeRawBufferPointer.empty
  var currentGeneration = UnsafeRawBufferPointer.empty
  var operatingSystem = UnsafeRawBufferPointer.empty
  var tenancy = UnsafeRawBufferPointer.empty
  var preinstalled = UnsafeRawBufferPointer.empty
  var license = UnsafeRawBufferPointer.empty
  var capacityStatus = UnsafeRawBufferPointer.empty
  var marketOption = UnsafeRawBufferPointer.empty
  var usageType = UnsafeRawBufferPointer.empty

  /// Why a product is passed over: the traps of AWS's price lists.
  enum Refusal: Error {
    case because(SkipReason)
  }

  /// What is kept of a product.
  enum Kept {
    /// An instance type as everybody buys it: Linux, shared tenancy, nothing installed.
    case compute(type: String)
    case service(ServiceUsage)
  }

  /// What is kept of the product.
  /// - Throws: `Refusal` if nothing is.
  func kept(_ usages: [ServiceUsage]) throws(Refusal) -> Kept {
    guard family.has("Compute Instance") || family.has("Compute Instance (bare metal)") else {
      guard let usage = usages.first(where: { $0.matches(self) }) else { throw .because(.usage) }
      return .service(usage)
    }
    guard operatingSystem.has("Linux") else { throw .because(.operatingSystem) }
    guard tenancy.has("Shared") else { throw .because(.dedicated) }
    guard capacityStatus.has("Used") else { throw .because(.capacity) }
    guard preinstalled.has("NA") else { throw .because(.software) }
    guard license.isEmpty || license.has("No License required") else { throw .because(.license) }
    guard marketOption.isEmpty || marketOption.has("OnDemand") else { throw .because(.market) }
    let name = String(decoding: type, as: UTF8.self)
    guard InstanceTypeName(name) != nil else { throw .because(.typeName) }
    return .compute(type: name)
  }
}
