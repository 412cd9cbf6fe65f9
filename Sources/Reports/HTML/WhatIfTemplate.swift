/// The page of `tollgate whatif`: one file without script or reference to another, in Mustache (mustache(5)).
enum WhatIfTemplate {
  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{name}}: normal or cost-savings mode</title>
    <style>
    :root { color-scheme: light dark; --ink: #1a1d21; --soft: #5c6570; --paper: #ffffff; --panel: #f4f6f8; --rule: #d5dae0;
      --normal: #1b62b5; --cheap: #b54a00; --mark: #7a2a8f; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e8eaed; --soft: #a4adb8; --paper: #15181c; --panel: #1f242a; --rule: #3a424c;
        --normal: #7fb4ff; --cheap: #ffa366; --mark: #d79bea; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 48rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
    h2 { font-size: 1.125rem; margin: 2.25rem 0 .5rem; }
    p.answer { background: var(--panel); border-left: .25rem solid var(--mark); padding: .75rem 1rem; margin: 1rem 0; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { padding: .25rem .5rem; text-align: right; border-bottom: 1px solid var(--rule); }
    th:first-child, td:first-child { text-align: left; }
    tbody th { font-weight: 400; }
    tr.total td, tr.total th { font-weight: 600; border-top: 2px solid var(--soft); }
    caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
    svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; }
    @media (max-width: 30rem) { svg { font-size: 19px; } }
    svg text { fill: var(--soft); }
    svg text.normal, svg rect.normal { fill: var(--normal); }
    svg text.cheap, svg rect.cheap { fill: var(--cheap); }
    svg text.mark { fill: var(--mark); }
    svg .grid { stroke: var(--rule); }
    svg .line { fill: none; stroke-width: 2.5; }
    svg .line.normal { stroke: var(--normal); }
    svg .line.cheap { stroke: var(--cheap); stroke-dasharray: 7 4; }
    svg .mark { stroke: var(--mark); stroke-width: 1.5; }
    svg text.mark { stroke: none; }
    details { margin-top: .5rem; }
    summary { color: var(--soft); cursor: pointer; }
    ul { padding-left: 1.25rem; }
    footer { margin-top: 2.5rem; color: var(--soft); font-size: .875rem; }
    @media print { body { max-width: none; } details > summary { display: none; } h2 { break-after: avoid; }
      figure { break-inside: avoid; } }
    figure { margin: 0; }
    </style>
    </head>
    <body>
    <main>
    <h1>{{name}}: normal or cost-savings mode?</h1>
    <p class="answer">{{recommendation}}</p>
    <div class="scroll">
    <table>
    <caption>Both modes with a load of {{load}} nodes; saving {{saving}} USD a month (95 %: {{savingLow}} to {{savingHigh}})</caption>
    <thead><tr><th scope="col">&nbsp;</th><th scope="col">normal</th><th scope="col">cost savings</th></tr></thead>
    <tbody>
    {{#summary}}<tr><th scope="row">{{title}}</th><td>{{normal}}</td><td>{{costSavings}}</td></tr>
    {{/summary}}</tbody>
    </table>
    </div>

    <h2>What the money is for</h2>
    <div class="scroll">
    <table>
    <caption>USD a month, expected, by component</caption>
    <thead><tr><th scope="col">component</th><th scope="col">normal</th><th scope="col">cost savings</th></tr></thead>
    <tbody>
    {{#components}}<tr{{#isTotal}} class="total"{{/isTotal}}><th scope="row">{{title}}</th><td>{{normal}}</td><td>{{costSavings}}</td></tr>
    {{/components}}</tbody>
    </table>
    </div>

    {{#charts}}<h2>{{title}}</h2>
    <figure>
    {{{svg}}}
    <figcaption>{{caption}}</figcaption>
    </figure>
    {{/charts}}
    <details>
    <summary>The numbers behind the charts</summary>
    <div class="scroll">
    <table>
    <thead><tr><th scope="col">load, nodes</th><th scope="col">normal, USD a month</th><th scope="col">cost savings, USD a month</th><th scope="col">wait, normal</th><th scope="col">wait, cost savings</th></tr></thead>
    <tbody>
    {{#sweep}}<tr><th scope="row">{{load}}</th><td>{{normal}}</td><td>{{costSavings}}</td><td>{{normalWait}}</td><td>{{costSavingsWait}}</td></tr>
    {{/sweep}}</tbody>
    </table>
    </div>
    </details>

    <h2>What the answer rests on</h2>
    <div class="scroll">
    <table>
    <caption>The saving in USD a month and the extra wait, if one assumption were another</caption>
    <thead><tr><th scope="col">assumption</th><th scope="col">if</th><th scope="col">saving</th><th scope="col">extra wait</th><th scope="col">if</th><th scope="col">saving</th><th scope="col">extra wait</th></tr></thead>
    <tbody>
    {{#sensitivities}}<tr><th scope="row">{{name}}</th><td>{{lower}}</td><td>{{lowerSaving}}</td><td>{{lowerWait}}</td><td>{{higher}}</td><td>{{higherSaving}}</td><td>{{higherWait}}</td></tr>
    {{/sensitivities}}</tbody>
    </table>
    </div>
    <h2>Assumed</h2>
    <ul>
    {{#assumptions}}<li>{{.}}</li>
    {{/assumptions}}</ul>
    </main>
    <footer>{{tool}}; {{replications}} replications. Amounts are estimates at list prices.</footer>
    </body>
    </html>

    """
}
