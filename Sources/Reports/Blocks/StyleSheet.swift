/// How pages look: in light and dark, on paper and on a phone.
///
/// The colours of services are Okabe and Ito's ("Color Universal Design", 2008), darkened or lightened to stand out from
/// the ground; those of the modes are a blue and an orange that differ in lightness and dash too.
enum StyleSheet {
  static let text: Markup = """
    :root { color-scheme: light dark; --ink: #1a1d21; --soft: #59626d; --paper: #ffffff; --panel: #f4f6f8; --rule: #d9dee4;
      --normal: #0b5cad; --cheap: #b54a00; --mark: #7a2a8f; --load: #59626d; --lower: #8d99a8; --higher: #3d4a5c;
      --other-1: #007a59; --other-2: #a8447c; --other-3: #6b5d00; --other-4: #5a4fcf; --other-5: #8a1c1c; --other-6: #2b7a8c;
      --part-1: #3d9fdc; --part-2: #e39b00; --part-3: #008f68; --part-4: #bf5f94; --part-5: #d8c512; --part-rest: #9aa3ad; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e8eaed; --soft: #a9b2bd; --paper: #14171b; --panel: #1e2329; --rule: #363e48;
        --normal: #7fb8ff; --cheap: #ffa366; --mark: #d9a1ec; --load: #a9b2bd; --lower: #66768a; --higher: #c3ced9;
        --other-1: #2fc79b; --other-2: #e39cc4; --other-3: #e8dc55; --other-4: #b3abff; --other-5: #ff9a8f; --other-6: #7fd6e8;
        --part-1: #56b4e9; --part-2: #e69f00; --part-3: #1fae85; --part-4: #d287b0; --part-5: #f0e442; --part-rest: #7d8793; }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 2rem 1rem 3rem; max-width: 50rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
    h1 { font-size: 1.625rem; line-height: 1.25; letter-spacing: -.01em; margin: 0 0 1rem; overflow-wrap: break-word; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); }
    p.answer { background: var(--panel); border-left: .25rem solid var(--mark); border-radius: 0 .375rem .375rem 0;
      padding: .75rem 1rem; margin: 1rem 0; }
    ul.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 1rem 0 1.5rem;
      padding: 0; list-style: none; color: var(--soft); font-size: .875rem; }
    ul.figures li { background: var(--panel); border-radius: .375rem; padding: .75rem 1rem; margin: 0; }
    ul.figures strong { display: block; color: var(--ink); font-size: 1.625rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
    ul.figures small { font-size: .875rem; font-weight: 400; }
    /* A shadow at an edge says that a table goes on there; where it ends, what scrolls with it covers the shadow. */
    .scroll { overflow-x: auto; background:
      linear-gradient(to right, var(--paper) 30%, transparent) left / 2.5rem 100% no-repeat local,
      linear-gradient(to left, var(--paper) 30%, transparent) right / 2.5rem 100% no-repeat local,
      linear-gradient(to right, var(--soft), transparent) left / .625rem 100% no-repeat scroll,
      linear-gradient(to left, var(--soft), transparent) right / .625rem 100% no-repeat scroll; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
    th, td { padding: .3rem .5rem; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
    thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; border-bottom: 1px solid var(--soft); }
    th:first-child, td:first-child { text-align: left; padding-left: 0; }
    th:last-child, td:last-child { padding-right: 0; }
    td { white-space: nowrap; }
    tbody th { font-weight: 400; }
    tr.total td, tr.total th { font-weight: 600; border-bottom: 0; border-top: 2px solid var(--soft); }
    .key::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .5em; border-radius: .15em; }
    .key.part-1::before { background: var(--part-1); } .key.part-2::before { background: var(--part-2); }
    .key.part-3::before { background: var(--part-3); } .key.part-4::before { background: var(--part-4); }
    .key.part-5::before { background: var(--part-5); } .key.part-rest::before { background: var(--part-rest); }
    .key.normal::before { background: var(--normal); } .key.cheap::before { background: var(--cheap); }
    .key.other-1::before { background: var(--other-1); } .key.other-2::before { background: var(--other-2); }
    .key.other-3::before { background: var(--other-3); } .key.other-4::before { background: var(--other-4); }
    .key.other-5::before { background: var(--other-5); } .key.other-6::before { background: var(--other-6); }
    .key.lower::before { background: var(--lower); } .key.higher::before { background: var(--higher); }
    p.legend { color: var(--soft); font-size: .875rem; margin: 0 0 .5rem; }
    p.legend span { margin-right: 1.25em; }
    figure { margin: 0 0 1.5rem; }
    figcaption { color: var(--soft); font-size: .875rem; margin-top: .25rem; }
    svg { display: block; width: 100%; height: auto; font-size: 14px; font-variant-numeric: tabular-nums; overflow: visible; }
    svg text { fill: var(--soft); }
    svg text.name { fill: var(--ink); font-weight: 600; }
    svg text.value { fill: var(--ink); }
    svg text.words { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; font-weight: 600; }
    svg .normal { fill: var(--normal); stroke: var(--normal); }
    svg .cheap { fill: var(--cheap); stroke: var(--cheap); }
    svg .other-1 { fill: var(--other-1); stroke: var(--other-1); } svg .other-2 { fill: var(--other-2); stroke: var(--other-2); }
    svg .other-3 { fill: var(--other-3); stroke: var(--other-3); } svg .other-4 { fill: var(--other-4); stroke: var(--other-4); }
    svg .other-5 { fill: var(--other-5); stroke: var(--other-5); } svg .other-6 { fill: var(--other-6); stroke: var(--other-6); }
    svg .mark { fill: var(--mark); stroke: var(--mark); }
    svg .load { fill: var(--load); stroke: var(--load); }
    svg text.words.normal, svg text.words.cheap, svg text.words.mark, svg text.words.load,
    svg text.words.other-1, svg text.words.other-2, svg text.words.other-3, svg text.words.other-4, svg text.words.other-5,
    svg text.words.other-6 { stroke: var(--paper); }
    svg .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
    svg .line.cheap { stroke-dasharray: 8 5; }
    svg .line.other-1 { stroke-dasharray: 2 4; } svg .line.other-2 { stroke-dasharray: 12 4 2 4; } svg .line.other-3 { stroke-dasharray: 4 3; }
    svg .line.other-4 { stroke-dasharray: 10 3; } svg .line.other-5 { stroke-dasharray: 6 2 2 2; } svg .line.other-6 { stroke-dasharray: 1 3; }
    svg .line.mark { stroke-width: 1.5; }
    svg .line.load { stroke-width: 1.5; stroke-dasharray: 2 4; }
    svg circle { stroke: var(--paper); stroke-width: 1.5; }
    svg .band { opacity: .14; stroke: none; }
    svg .grid { stroke: var(--rule); }
    svg .axis { stroke: var(--soft); }
    svg .range { stroke: var(--ink); stroke-width: 1.5; }
    svg rect { stroke: var(--paper); stroke-width: 1; }
    svg .part-1 { fill: var(--part-1); } svg .part-2 { fill: var(--part-2); } svg .part-3 { fill: var(--part-3); }
    svg .part-4 { fill: var(--part-4); } svg .part-5 { fill: var(--part-5); } svg .part-rest { fill: var(--part-rest); }
    svg .lower { fill: var(--lower); } svg .higher { fill: var(--higher); }
    details { margin-top: 1rem; }
    summary { color: var(--soft); cursor: pointer; }
    ul { padding-left: 1.25rem; }
    li { margin: .25rem 0; }
    p.footing { margin-top: 2.5rem; color: var(--soft); font-size: .875rem; }
    p.problem { border-left: .25rem solid var(--cheap); padding-left: .75rem; }
    th.left, td.left { text-align: left; }
    td.left { white-space: normal; overflow-wrap: break-word; }
    td.left:last-child { overflow-wrap: anywhere; min-width: 8rem; }
    tr.old { color: var(--cheap); } tr.new { color: var(--normal); } tr.difference td, tr.difference th { font-weight: 600; }
    @media (max-width: 36rem) {
      h1 { font-size: 1.375rem; }
      svg { font-size: 22px; }
      svg text.value { font-size: 20px; }
      svg .line { stroke-width: 4; }
      svg .line.mark, svg .line.load { stroke-width: 2.5; }
      table { font-size: .875rem; }
    }
    @media print {
      :root { color-scheme: light; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      h2, p.legend { break-after: avoid; }
      h2 { margin-top: 1.5rem; }
      figure:has(svg), tr, ul.figures li { break-inside: avoid; }
      svg { max-width: 15cm; }
      summary { list-style: none; }
      details::details-content { content-visibility: visible; display: block; }
      .scroll { overflow: visible; }
    }
    """
}
