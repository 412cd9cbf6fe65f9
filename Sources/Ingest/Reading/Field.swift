/// The values that are kept of the documents of AWS.
enum Field: UInt8 {
  // EC2
  case type, region, zone, zoneID, zoneType, optIn, nextToken, errorCode, errorMessage
  case vcpus, memory, architecture, currentGeneration, bareMetal, burstable, network, usageClass
  case gpu, fpga, neuron, inference, media, model, count, deviceMemory, logicalCount, partitionSize
  case location, locationType, product, price, timestamp
  case currency, tenancy, isMarketplace, offeringClass, offeringType, duration, usagePrice, fixedPrice
  // Price lists
  case publicationDate, offerCode, sku, family, usageType, operation, operatingSystem, preinstalled, license
  case capacityStatus, marketOption, fromLocation, toLocation, term, dimension, unit
  case begin, end, usd, foreign, lease, purchase, discountedSKU
  case index
  // Others
  case quotaCode, quotaName, quotaValue, serviceCode, partition, description, savings, bandIndex, bandLabel
  case account, keyID, secretKey, sessionToken
}

/// The records that are read of the documents of AWS.
enum RecordKind: UInt8 {
  case instanceType, offering, region, zone, spotPrice, reservedOffering, failure
  case product, onDemandTerm, reservedTerm, savingsPlan, savingsRate
  case quota, partitionRegion, advice, interruptionBand, indexEntry
}
