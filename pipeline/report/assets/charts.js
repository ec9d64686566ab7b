"use strict";
/* Charts as lists of bars and as columns; every figure is also there as text. */
(function (fonds) {
  const { el, svg, t } = fonds;

  /* Rows of [label, value, link, text]. */
  fonds.bars = function (rows, most) {
    const top = most || Math.max(1, ...rows.map((row) => row[1]));
    if (!rows.length) return el("p", { class: "none" }, t("nothing"));
    return el("ol", { class: "bars" }, rows.map(([label, value, link, text]) =>
      el("li", {},
        link ? el("a", { href: link }, label) : el("span", {}, label),
        svg("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
          svg("rect", { class: "rest", width: 100, height: 10 }),
          svg("rect", { class: "part", width: (100 * value) / top, height: 10 })),
        el("b", {}, text ?? fonds.number(value)))));
  };

  /* One bar of the six grades; counts is a map from grade to number of pages. */
  fonds.stack = function (counts) {
    const all = fonds.GRADES.reduce((sum, grade) => sum + (counts[grade] || 0), 0) || 1;
    let x = 0;
    const parts = fonds.GRADES.filter((grade) => counts[grade]).map((grade) => {
      const width = (100 * counts[grade]) / all;
      x += width;
      return svg("rect", { class: `fill-${grade}`, x: x - width, width, height: 10 });
    });
    return svg("svg", { class: "bar stack", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, parts);
  };

  fonds.legend = function (counts, link) {
    return el("ul", { class: "legend" }, fonds.GRADES.filter((grade) => counts[grade]).map((grade) =>
      el("li", {}, el("span", { class: `dot fill-${grade}`, "aria-hidden": "true" }),
        link ? el("a", { href: link(grade) }, t(`grade-${grade}`)) : t(`grade-${grade}`),
        " ", el("b", {}, fonds.number(counts[grade])))));
  };

  const WIDEST = 72;

  /* Columns over a scale: rows of [label, value, title, link]; labels thin out by themselves. */
  fonds.columns = function (rows, label) {
    const width = 1080, height = 170, foot = 22, head = 14;
    const top = Math.max(1, ...rows.map((row) => row[1]));
    const step = Math.min(WIDEST, width / Math.max(rows.length, 1));
    const every = Math.ceil(rows.length / 16);
    const bars = rows.map(([name, value, title, link], i) => {
      const tall = ((height - foot - head) * value) / top;
      const x = i * step + step * 0.12;
      const bar = svg("g", {},
        svg("rect", { class: "part", x, y: height - foot - tall, width: step * 0.76, height: tall, rx: 1 },
          svg("title", {}, title || `${name}: ${fonds.number(value)}`)),
        step > 22 && value ? svg("text", { x: i * step + step / 2, y: height - foot - tall - 4, class: "figure" }, fonds.number(value)) : null);
      const shown = link ? svg("a", { href: link, "aria-label": title || name }, bar) : bar;
      const under = i % every === 0
        ? svg("text", { x: i * step + step / 2, y: height - 6, class: "axis" }, name) : null;
      return [shown, under];
    });
    return el("figure", { class: "columns" },
      svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label },
        svg("line", { x1: 0, x2: width, y1: height - foot, y2: height - foot, class: "ground" }), bars),
      el("table", { class: "unseen-table" },
        el("caption", {}, label),
        el("tbody", {}, rows.map(([name, value]) =>
          el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, fonds.number(value)))))));
  };
})(window.fonds);
