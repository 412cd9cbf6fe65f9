/// A report for people, in pieces that text, Markdown, HTML and CSV walk.
struct ReportPage: Sendable {
  /// What it is about, in a few words.
  let title: String
  /// Its pieces, in their order.
  let blocks: [ReportBlock]
}

/// A piece of a report.
indirect enum ReportBlock: Sendable {
  /// A part with a title of its own.
  case section(String, [ReportBlock], Folding = .open)
  /// A sentence or some.
  case paragraph(ReportNumber, Emphasis = .plain)
  /// What is to be said of the table before it, or one thing after another.
  case list([ReportNumber])
  /// Rows and columns.
  case table(ReportTable)
  /// The numbers that matter most.
  case figures([ReportFigure])
  /// A drawing of numbers that a table beside it has too.
  case chart(ReportChart)
  /// Findings that keep a part of the report from being there.
  case problem(ReportProblem)
  /// A file that cannot be read.
  case error(String)

  /// Whether a part is folded up until it is asked for, in formats that can.
  enum Folding: Sendable {
    case open
    /// Folded up where that is possible, shown elsewhere.
    case folded
    /// Folded up where that is possible, left out elsewhere.
    case leftOut
  }

  /// How much a paragraph matters.
  enum Emphasis: Sendable {
    case plain
    /// What the report says in the end.
    case answer
    /// What it rests on.
    case footing
  }
}

/// A number that a report shows in large letters.
struct ReportFigure: Sendable {
  /// What it is.
  let title: String
  /// The number.
  let number: ReportNumber
  /// Its unit; nil for none.
  let unit: String?
  /// Where it may lie, or what stands beside it.
  let range: [ReportNumber]
}

/// A drawing.
struct ReportChart: Sendable {
  /// The drawing.
  let svg: Markup
  /// What it shows.
  let description: String
  /// What its colors stand for; empty where names stand beside them.
  var legend: [Key] = []

  /// The class of a color and its meaning.
  struct Key: Sendable {
    let style: String
    let title: String
  }
}
