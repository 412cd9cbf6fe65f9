/// The part of the world in which a region is, by the first part of its name.
enum Continent: Sendable {
  case northAmerica, southAmerica, europe, africa, middleEast, asiaPacific

  /// Nil for a region whose name says nothing of it.
  init?(region: String) {
    switch region.prefix(while: { $0 != "-" }) {
    case "us", "ca", "mx": self = .northAmerica
    case "sa": self = .southAmerica
    case "eu", "eusc": self = .europe
    case "af": self = .africa
    case "me", "il": self = .middleEast
    case "ap", "cn": self = .asiaPacific
    default: return nil
    }
  }
}
