"use strict";
/* The search: asked of the server in the review, made here in a report. */
(function (fonds) {
  const { el, t } = fonds;
  const MOST_QUOTED = 40;

  fonds.views = fonds.views || {};
  fonds.views.search = async function (main, query) {
    const asked = new URLSearchParams(query).get("q") || "";
    document.getElementById("query").value = asked;
    main.append(el("h1", {}, t("search"), " ", el("span", { class: "of" }, fonds.write(asked))));
    const told = await (fonds.ask || here)(asked);
    if (told.error) {
      main.append(el("p", { class: "notice", role: "alert" }, fonds.write(told.error), " ", fonds.write(told.remedy || "")), how());
      return;
    }
    const { total, hits } = told;
    main.append(el("p", { class: "count", role: "status" }, t(total > hits.length ? "hits-shown" : "hits", { count: fonds.number(total), shown: fonds.number(hits.length) })),
      ...(told.expansions || []).map((found) => el("p", { class: "note" }, t("also-as", { asked: found.asked, names: found.names.join(", ") }))),
      ...(told.suggestions?.length ? [suggestions(told.suggestions)] : []),
      hits.length ? el("ol", { class: "results" }, hits.map(result)) : el("p", { class: "none" }, t("no-hits")), how());
  };

  /* The server understands more than words. */
  const how = () => (fonds.ask ? el("details", { class: "how" }, el("summary", {}, t("search-how")), el("p", {}, t("search-words")), el("p", {}, t("search-filters"))) : "");
  const suggestions = (words) => el("p", {}, t("there-is"), " ", words.map((word) => [el("a", { href: `#/search?${new URLSearchParams({ q: word })}` }, fonds.write(word)), " "]));

  function result(hit) {
    const link = el("a", { href: fonds.link(hit.name, hit.index || 1), onclick: () => { fonds.pending = hit.place || null; } },
      el("bdi", {}, fonds.write(hit.title)), hit.page ? ` · ${t("page-n", { n: hit.page })}` : "", hit.date ? ` · ${hit.date}` : "");
    return el("li", {}, link, el("p", { lang: hit.lang }, hit.snippet.map(([text, marked]) => el(marked ? "mark" : "span", {}, fonds.write(text)))));
  }

  /* --- without a server: folded texts are looked through, then the passage is quoted as it is printed --- */

  async function here(asked) {
    const [{ rows }, { texts, simplified }] = await Promise.all([fonds.load("index"), fonds.load("texts")]);
    const forms = new Map();
    for (let i = 0; i < simplified.length; i += 2) forms.set(simplified[i], simplified[i + 1]);
    const fold = (text) => Array.from(fonds.fold(text), (sign) => forms.get(sign) || sign).join("");
    const words = fold(asked).split(/\s+/).filter(Boolean);
    if (!words.length) return { total: 0, hits: [] };
    const found = texts.flatMap((text, i) => {
      const own = `${text} ${fonds.fold(`${rows[i].title} ${rows[i].path}`)}`;
      return words.every((word) => own.includes(word)) ? [folded(rows[i], own, words[0])] : [];
    });
    const quoted = [];
    for (const hit of found.slice(0, MOST_QUOTED)) quoted.push(await quote(hit, words, fold)); // few are kept at once
    return { total: found.length, hits: [...quoted, ...found.slice(MOST_QUOTED)] };
  }

  function folded(row, own, word) {
    const at = Math.max(0, own.indexOf(word));
    const from = Math.max(0, at - 60);
    return { name: row.name, title: row.title || row.path, date: row.date, snippet: [[(from ? "… " : "") + own.slice(from, at), false],
      [own.slice(at, at + word.length), true], [`${own.slice(at + word.length, at + 120)} …`, false]] };
  }

  /* The line in which the first word stands, with what is printed around it. */
  async function quote(hit, words, fold) {
    const doc = await fonds.load(hit.name).catch(() => null);
    for (const [index, page] of (doc ? doc.pages : []).entries()) {
      const lines = fonds.linesOf(page).map(({ line }) => line);
      for (const [n, line] of lines.entries()) {
        const marks = places(line.t, words, fold);
        if (!marks.length) continue;
        return { ...hit, index: index + 1, page: page.number, lang: page.language === "und" ? null : page.language, place: [page.number, page.half, ...line.b],
          snippet: [[n ? `${lines[n - 1].t} ` : "", false], ...runs(line.t, marks), [lines[n + 1] ? ` ${lines[n + 1].t}` : "", false]] };
      }
    }
    return hit;
  }

  /* Where the words stand in a text as printed: from and to, in order. */
  function places(text, words, fold) {
    const origin = [];
    let flat = "", at = 0;
    for (const sign of text) {
      const piece = fold(sign);
      for (let i = 0; i < piece.length; i++) origin.push([at, at + sign.length]);
      flat += piece;
      at += sign.length;
    }
    const found = [];
    for (const word of words) {
      for (let i = flat.indexOf(word); i >= 0; i = flat.indexOf(word, i + word.length)) {
        found.push([origin[i][0], origin[i + word.length - 1][1]]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  function runs(text, marks) {
    const parts = [];
    let end = 0;
    for (const [from, to] of marks) {
      if (from < end) continue;
      parts.push([text.slice(end, from), false], [text.slice(from, to), true]);
      end = to;
    }
    return [...parts, [text.slice(end), false]];
  }
})(window.fonds);
