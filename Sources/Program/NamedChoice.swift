package import ArgumentParser

/// An option's value that is one of a few names. Each requirement has an implementation here, since those of the parser search
/// the whole program for conformances, several times for each option.
package protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension NamedChoice {
  /// The value of a name.
  package init?(argument: String) { self.init(rawValue: argument) }

  /// The name, in help.
  package var defaultValueDescription: String { rawValue }

  /// Every name.
  package static var allValueStrings: [String] { allCases.map { $0.rawValue } }

  /// None: the names speak for themselves.
  package static var allValueDescriptions: [String: String] { [:] }

  /// Completion by the names.
  package static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
