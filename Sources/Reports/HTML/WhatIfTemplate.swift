import Mustache

/// The page of `tollgate whatif`: one file without script or reference to another, in Mustache (mustache(5)).
enum WhatIfTemplate {
  /// The page of a context.
  static func render(_ context: [String: Any]) -> String { page.render(context, library: parts) }

  private static let page = compiled(pageText)
  private static let parts = MustacheLibrary(
    templates: ["table": compiled(tableText), "number": compiled(numberText), "chart": compiled(chartText)])

  private static func compiled(_ text: String) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: text)
    } catch {
      // INVARIANT: the templates are ours; a page with a part missing would be a wrong report.
      preconditionFailure("the template of the page cannot be parsed: \(error)")
    }
  }

  private static let numberText =
    "<span{{#pointer}} data-json=\"{{.}}\" data-form=\"{{form}}\"{{/pointer}}>{{text}}</span>"

  private static let tableText = """
    <figure>
    <figcaption>{{caption}}</figcaption>
    <div class="scroll" role="region" aria-label="{{caption}}" tabindex="0">
    <table>
    <thead><tr>{{#columns}}<th scope="col">{{.}}{{^.}}&nbsp;{{/.}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr{{#isTotal}} class="total"{{/isTotal}}><th scope="row"{{#style}} class="key {{.}}"{{/style}}{{#title}}{{#pointer}} data-json="{{.}}" data-form="{{form}}"{{/pointer}}>{{text}}{{/title}}</th>{{#cells}}<td{{#pointer}} data-json="{{.}}" data-form="{{form}}"{{/pointer}}>{{text}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    </figure>

    """

  private static let chartText = """
    <figure>
    {{#legend}}
    <p class="legend">{{#keys}}<span class="key {{style}}">{{title}}</span> {{/keys}}</p>
    {{/legend}}
    {{{svg}}}
    <figcaption>{{description}}</figcaption>
    </figure>

    """

  private static let pageText = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{name}}: normal or cost-savings mode</title>
    <style>
    \(WhatIfStyleSheet.text)
    </style>
    </head>
    <body>
    <main>
    <h1>{{name}}: normal or cost-savings mode?</h1>
    <p class="answer" data-json="/recommendation" data-form="text">{{recommendation}}</p>
    <ul class="figures">
    {{#figures}}
    <li>{{title}} <strong>{{#number}}{{> number}}{{/number}}{{#unit}} <small>{{.}}</small>{{/unit}}</strong> <span>{{#range}}{{> number}}{{/range}}</span></li>
    {{/figures}}
    </ul>
    {{#summary}}{{> table}}{{/summary}}
    {{#scenarios}}
    <h2>Other scenarios</h2>
    <p data-json="/cheapestInWords" data-form="text">{{cheapest}}</p>
    {{> table}}
    <ul>
    {{#terms}}
    <li data-json="{{pointer}}" data-form="text">{{text}}</li>
    {{/terms}}
    </ul>
    {{/scenarios}}
    <h2>What the money is for</h2>
    {{#bill}}{{> chart}}{{/bill}}
    {{#groups}}{{> table}}{{/groups}}
    <details>
    <summary>Every line of the bills, low, expected and high</summary>
    {{#lines}}{{> table}}{{/lines}}
    </details>
    <h2>How long jobs wait</h2>
    {{#distribution}}{{> chart}}{{/distribution}}
    {{#waits}}{{> table}}{{/waits}}
    <h2>Cost and waiting against load</h2>
    {{#loads}}{{> chart}}{{/loads}}
    <details>
    <summary>The numbers behind the charts</summary>
    {{#sweep}}{{> table}}{{/sweep}}
    </details>
    <h2>What the answer rests on</h2>
    <p class="legend"><span class="key lower">the lower value of the assumption</span> <span class="key higher">the higher one</span></p>
    {{#tornadoes}}{{> chart}}{{/tornadoes}}
    {{#sensitivities}}{{> table}}{{/sensitivities}}
    <h2>Assumed</h2>
    <ul>
    {{#assumptions}}
    <li data-json="{{pointer}}" data-form="text">{{text}}</li>
    {{/assumptions}}
    </ul>
    </main>
    <footer>{{tool}}; <span data-json="/study/replications" data-form="text">{{replications}}</span> replications. Amounts are estimates at list prices.</footer>
    </body>
    </html>

    """
}
