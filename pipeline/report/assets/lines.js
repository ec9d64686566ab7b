"use strict";
/* The text of a page: a line is a paragraph that knows its box; words carry their confidence. */
(function (fonds) {
  const { el, t } = fonds;
  const tint = (confidence) => (confidence < 60 ? "c3" : confidence < 80 ? "c2" : confidence < 92 ? "c1" : "");

  fonds.APART = ["stamp", "handwriting", "marginal-note", "redaction", "picture"];

  /* Some faces tell no height of their characters, which then lie upon each other: set apart. */
  function setApart(lang) {
    const probe = el("div", { class: "text vertical probe", lang }, "国".repeat(10));
    document.body.append(probe);
    const high = probe.getBoundingClientRect().height / 10 / parseFloat(getComputedStyle(probe).fontSize);
    probe.remove();
    document.documentElement.style.setProperty("--apart", high < 0.8 ? `${(1 - high).toFixed(2)}em` : "0");
  }

  /* All lines of a page in reading order, each with its region. */
  fonds.linesOf = (page) => page.regions.flatMap((region, r) =>
    region.lines.map((line, l) => ({ line, region, r, l })));

  fonds.textPanel = function (view) {
    const { page } = view;
    const vertical = page.direction === "vertical-rl";
    if (vertical) setApart(page.language);
    let index = 0;
    const regions = page.regions.map((region, r) => el("div",
      { class: `region ${region.kind}`, role: "group", "data-region": r, "aria-label": t(`kind-${region.kind}`), tabindex: region.kind === "table" ? 0 : null },
      region.kind === "body" ? null : el("h3", { class: "kind" }, t(`kind-${region.kind}`)),
      region.lines.map((line) => lineNode(view, line, index++))));
    const empty = page.failure ? failure(page.failure)
      : page.blank || !page.regions.length ? el("p", { class: "none" }, t(page.blank ? "blank-page" : "no-text")) : null;
    const text = el("div", { class: `text ${vertical ? "vertical" : ""}`, lang: page.language === "und" ? null : page.language,
      tabindex: vertical ? 0 : null, role: "group", "aria-label": t("text") }, empty, regions);
    return el("div", {}, text, details(view));
  };

  function failure(found) {
    return el("div", { class: "notice" }, el("b", {}, t("failed-page")), " ",
      el("code", {}, found.reason), el("p", {}, fonds.write(found.message)), el("p", {}, fonds.write(found.remedy)));
  }

  function lineNode(view, line, index) {
    const node = el("p", {
      class: `line ${view.doc.engines[line.e] === "human" ? "human" : ""}`, "data-line": index,
      tabindex: index === 0 ? 0 : -1,
      onmouseenter: () => view.hover(index), onmouseleave: () => view.hover(-1),
      onclick: () => view.choose(index), onfocus: () => view.choose(index),
    });
    fonds.fillLine(node, line);
    return node;
  }

  /* Words as spans, tinted; what lies between them stays as it is. */
  fonds.fillLine = function (node, line) {
    const parts = [];
    let end = 0;
    for (let i = 0; i + 6 < (line.w || []).length; i += 7) {
      const [from, to] = [line.w[i], line.w[i + 1]];
      const sure = line.w[i + 6];
      if (from > end) parts.push(fonds.write(line.t.slice(end, from)));
      const mark = tint(sure);
      parts.push(mark ? el("span", { class: mark, title: `${sure} %` }, fonds.write(line.t.slice(from, to)))
        : fonds.write(line.t.slice(from, to)));
      end = to;
    }
    const rest = line.t.slice(end);
    const mark = end === 0 ? tint(line.c) : "";
    if (rest) parts.push(mark ? el("span", { class: mark, title: `${line.c} %` }, fonds.write(rest)) : fonds.write(rest));
    if (line.cut) parts.push(el("span", { class: "unseen" }, t("cut", { count: fonds.number(line.cut) })));
    const flat = parts.flat(Infinity);
    const row = line.t.includes("\t");
    node.classList.toggle("cells", row);
    node.replaceChildren(...(row ? cells(flat) : flat));
  };

  /* The cells of a table's row, which tabs part. */
  function cells(parts) {
    const found = [[]];
    for (const part of parts) {
      const [first, ...rest] = typeof part === "string" ? part.split("\t") : [part];
      found.at(-1).push(first);
      for (const piece of rest) found.push([piece]);
    }
    return found.map((cell) => el("span", { class: "cell" }, cell));
  }

  /* What the engines said of the chosen line. */
  function details(view) {
    const box = el("aside", { class: "details", lang: fonds.language, "aria-live": "polite", hidden: true });
    view.showDetails = (index) => {
      const found = view.lines[index];
      box.hidden = !found;
      if (!found) return;
      const { line, region } = found;
      box.replaceChildren(
        el("p", {}, el("b", {}, t("line-n", { n: index + 1 })), " · ", t(`kind-${region.kind}`), " · ",
          view.doc.engines[line.e], " · ", `${line.c} %`),
        ...(line.a || []).map(([text, sure, engine]) => alternative(view, index, text, sure, engine)),
        ...(line.a ? [] : [el("p", { class: "note" }, t("no-alternatives"))]),
        ...(fonds.lineActions ? [fonds.lineActions(view, index)] : []));
    };
    return box;
  }

  function alternative(view, index, text, sure, engine) {
    const { line } = view.lines[index];
    return el("div", { class: "alternative" },
      el("span", { class: "engine" }, `${view.doc.engines[engine]} · ${sure} %`),
      el("span", { class: "reading", lang: view.page.language }, differing(line.t, text)),
      fonds.useReading ? el("button", { type: "button", class: "quiet", onclick: () => fonds.useReading(view, index, text) }, t("use")) : null);
  }

  /* The other reading with the middle that differs marked: cheap, and clear for one slip. */
  function differing(own, other) {
    let head = 0;
    while (head < own.length && head < other.length && own[head] === other[head]) head++;
    let tail = 0;
    while (tail < Math.min(own.length, other.length) - head &&
      own[own.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
    const middle = other.slice(head, other.length - tail);
    return [fonds.write(other.slice(0, head)), middle ? el("mark", {}, fonds.write(middle)) : null,
      fonds.write(other.slice(other.length - tail))];
  }
})(window.fonds);
