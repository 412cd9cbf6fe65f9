import ArgumentParser

/// An option's value that is one of some names. What the parser would find out of its own accord is said here: it searches the
/// whole program for it, several times for each option.
package protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension NamedChoice {
  package init?(argument: String) { self.init(rawValue: argument) }

  package var defaultValueDescription: String { rawValue }

  package static var allValueStrings: [String] { allCases.map { $0.rawValue } }

  package static var allValueDescriptions: [String: String] { [:] }

  package static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
