/// A service of the cost profile as FOCUS 1.2 knows it: AWS's name for it, and two of the allowed categories.
struct FocusService {
  let name: String
  let category: String
  let subcategory: String

  /// The service of a component; one that is not known here keeps its name, in the category `Other`.
  init(_ service: String) {
    (name, category, subcategory) = Self.known[service] ?? (service, "Other", "Other (Other)")
  }

  // Names as in AWS's price list; categories from FOCUS 1.2, ServiceCategory and ServiceSubcategory.
  private static let known: [String: (String, String, String)] = [
    "EC2": ("Amazon Elastic Compute Cloud", "Compute", "Virtual Machines"),
    "EKS": ("Amazon Elastic Kubernetes Service", "Compute", "Containers"),
    "EBS": ("Amazon Elastic Block Store", "Storage", "Block Storage"),
    "S3": ("Amazon Simple Storage Service", "Storage", "Object Storage"),
    "NAT gateway": ("Amazon Virtual Private Cloud", "Networking", "Network Infrastructure"),
    "Public IPv4": ("Amazon Virtual Private Cloud", "Networking", "Network Infrastructure"),
    "VPC interface endpoint": ("Amazon Virtual Private Cloud", "Networking", "Network Infrastructure"),
    "NLB": ("Elastic Load Balancing", "Networking", "Application Networking"),
    "ALB": ("Elastic Load Balancing", "Networking", "Application Networking"),
    "Classic LB": ("Elastic Load Balancing", "Networking", "Application Networking"),
    "Data transfer": ("AWS Data Transfer", "Networking", "Network Connectivity"),
    "KMS": ("AWS Key Management Service", "Security", "Secret Management"),
    "ECR": ("Amazon Elastic Container Registry", "Compute", "Containers"),
    "GuardDuty": ("Amazon GuardDuty", "Security", "Threat Detection and Response"),
    "Route 53 Resolver": ("Amazon Route 53", "Networking", "Network Infrastructure"),
    "CloudWatch Logs": ("Amazon CloudWatch", "Management and Governance", "Observability"),
  ]

  /// A unit of the catalog in FOCUS's form: `hour` is `Hours`, `GB-month` is `GB-Months`.
  static func unit(_ unit: String) -> String {
    unit.split(separator: "-").map { part in
      switch part {
      case "hour": "Hours"
      case "month": "Months"
      default: part.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
      }
    }.joined(separator: "-")
  }
}
