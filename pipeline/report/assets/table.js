"use strict";
/* The table of documents: sorted, filtered, a hundred rows at a time; and the search. */
(function (fonds) {
  const { el, t } = fonds;
  const STEP = 100;
  const ORDER = { failed: 0, unreadable: 1, poor: 2, fair: 3, good: 4 };
  const COLUMNS = {
    grade: (row) => ORDER[row.grade] * 10 + row.confidence,
    title: (row) => row.title || row.path,
    date: (row) => row.date || "\uffff",
    type: (row) => (row.document_type ? t(`type-${row.document_type}`) : "\uffff"),
    languages: (row) => row.languages.join(" ") || "\uffff",
    parties: (row) => row.sender || "\uffff",
    pages: (row) => row.pages,
    fields: (row) => row.fields.length,
    review: (row) => -row.review,
  };
  const TESTS = {
    language: (row, value) => row.languages.includes(value),
    grade: (row, value) => row.grade === value || row.grades.includes(value),
    type: (row, value) => row.document_type === (value === "-" ? "" : value),
    classification: (row, value) => row.classification === (value === "-" ? "" : value),
    has: (row, value) => row.fields.includes(value),
    box: (row, value) => row.box === (value === "." ? "" : value),
    from: (row, value) => row.date.slice(0, 4) >= value && /^\d{4}/.test(row.date),
    to: (row, value) => row.date.slice(0, 4) <= value && /^\d{4}/.test(row.date),
    sender: (row, value) => row.from === value,
    recipient: (row, value) => row.to === value,
    only: (row, value) => ({ review: row.review, corrected: row.corrections, failed: row.failures.length })[value],
    words: (row, value) => fonds.fold([row.title, row.path, row.sender, row.recipient, row.place, row.date].join(" "))
      .includes(fonds.fold(value)),
  };

  fonds.fold = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");

  fonds.views = fonds.views || {};
  fonds.views.documents = async function (main, query) {
    const { rows, names } = await fonds.load("index");
    const state = { query: new URLSearchParams(query), shown: STEP };
    const body = el("tbody", {});
    const count = el("p", { class: "count", role: "status" });
    const more = el("button", { type: "button", class: "more", onclick: () => { state.shown += STEP; draw(); } });
    const head = el("tr", {}, Object.keys(COLUMNS).map((key) => el("th", { scope: "col", "data-key": key },
      el("button", { type: "button", onclick: () => sort(key) }, t(`column-${key}`)))));
    const others = el("p", { class: "chips" });
    main.append(el("h1", {}, t("documents")), filters(rows, state.query, change), others, count,
      fonds.scroll(t("documents"), el("table", { class: "documents" },
        el("caption", { class: "unseen-table" }, t("documents")), el("thead", {}, head), body)), more);
    draw();

    function change(name, value) {
      if (value) state.query.set(name, value);
      else state.query.delete(name);
      state.shown = STEP;
      history.replaceState(null, "", `#/documents?${state.query}`);
      draw();
    }
    /* What filters that came with a link, and has no field above. */
    function chips() {
      const shown = { has: (value) => t(`field-${value}`), sender: party, recipient: party };
      others.replaceChildren(...Object.keys(shown).filter((name) => state.query.has(name)).map((name) =>
        el("button", { type: "button", class: "chip", onclick: () => change(name, "") },
          t(name === "has" ? "fields-found" : `field-${name}`), ": ", el("bdi", {}, fonds.write(shown[name](state.query.get(name)))),
          el("span", { "aria-label": t("remove") }, " ✕"))));
    }
    function party(id) {
      const row = rows.find((one) => one.from === id || one.to === id);
      return row ? fonds.partyName(names, id, row.from === id ? row.sender : row.recipient) : id;
    }
    function sort(key) {
      change("sort", state.query.get("sort") === key ? `-${key}` : key);
    }
    function draw() {
      const found = sorted(rows.filter((row) => passes(row, state.query)), state.query.get("sort") || "");
      fonds.found = found.map((row) => row.name);
      chips();
      count.textContent = t("found", { count: fonds.number(found.length), all: fonds.number(rows.length) });
      body.replaceChildren(...found.slice(0, state.shown).map(line));
      more.hidden = found.length <= state.shown;
      more.textContent = t("more", { count: fonds.number(found.length - state.shown) });
      const by = state.query.get("sort") || "";
      for (const cell of head.children) {
        const key = cell.dataset.key;
        cell.setAttribute("aria-sort", by === key ? "ascending" : by === `-${key}` ? "descending" : "none");
      }
    }
  };

  function passes(row, query) {
    for (const [name, value] of query) {
      if (TESTS[name] && !TESTS[name](row, value)) return false;
    }
    return true;
  }

  function sorted(rows, by) {
    const key = COLUMNS[by.replace("-", "")];
    if (!key) return rows;
    const sign = by.startsWith("-") ? -1 : 1;
    const collator = new Intl.Collator(fonds.language, { numeric: true });
    return rows.map((row) => [key(row), row]).sort(([a], [b]) =>
      sign * (typeof a === "number" ? a - b : collator.compare(a, b))).map(([, row]) => row);
  }

  function filters(rows, query, change) {
    const values = (pick) => [...new Set(rows.flatMap(pick))].filter(Boolean).sort();
    const select = (name, label, list, show) => el("label", {}, el("span", {}, label),
      el("select", { name, onchange: (event) => change(name, event.target.value) },
        el("option", { value: "" }, t("all")),
        list.map((value) => el("option", { value, selected: query.get(name) === value }, show(value)))));
    const year = (name) => el("label", { class: "year" }, el("span", {}, t(name)),
      el("input", { type: "number", name, value: query.get(name) || "", min: 1800, max: 2100,
        oninput: (event) => change(name, /^(\d{4})?$/.test(event.target.value) ? event.target.value : query.get(name)) }));
    return el("form", { class: "filters", "aria-label": t("filter"), onsubmit: (event) => event.preventDefault() },
      el("label", { class: "grow" }, el("span", {}, t("filter")),
        el("input", { type: "search", name: "words", value: query.get("words") || "", placeholder: t("filter-hint"),
          oninput: (event) => change("words", event.target.value) })),
      select("language", t("language"), values((row) => row.languages), fonds.tongue),
      select("grade", t("quality"), fonds.GRADES.filter((grade) => rows.some((row) => row.grades.includes(grade) || row.grade === grade)), (grade) => t(`grade-${grade}`)),
      select("type", t("type"), values((row) => row.document_type), (type) => t(`type-${type}`)),
      select("classification", t("classification"), values((row) => row.classification), (mark) => t(`mark-${mark}`)),
      values((row) => row.box).length ? select("box", t("folder"), values((row) => row.box), (box) => box) : null,
      year("from"), year("to"),
      select("only", t("only"), ["review", "corrected", "failed"], (value) => t(`only-${value}`)));
  }

  function line(row) {
    return el("tr", {},
      el("td", {}, fonds.grade(row.grade)),
      el("th", { scope: "row" },
        el("a", { href: fonds.link(row.name) }, fonds.brief(row.title || row.path)),
        row.title ? el("small", {}, fonds.brief(row.path)) : null),
      el("td", { class: "nowrap" }, row.date),
      el("td", {}, row.document_type ? t(`type-${row.document_type}`) : "",
        row.classification && row.classification !== "none" ? el("small", { class: "mark" }, t(`mark-${row.classification}`)) : null),
      el("td", {}, row.languages.map(fonds.tongue).join(", ")),
      el("td", {}, fonds.brief(row.sender), row.recipient ? el("small", {}, "→ ", fonds.brief(row.recipient)) : null),
      el("td", { class: "figure" }, fonds.number(row.pages)),
      el("td", { class: "figure" }, fonds.number(row.fields.length)),
      el("td", { class: "figure" }, row.review ? fonds.number(row.review) : "–"));
  }

  /* --- pages that need a person, worst first --- */

  fonds.queue = (rows) => rows.flatMap((row) => row.grades.map((grade, index) => ({ row, grade, index, check: row.checks[index] })))
    .filter((page) => page.check !== null)
    .sort((a, b) => ORDER[a.grade] - ORDER[b.grade] || a.check - b.check);

  fonds.views.queue = async function (main) {
    const { rows } = await fonds.load("index");
    const pages = fonds.queue(rows);
    main.append(el("h1", {}, t("queue")), el("p", { class: "lead" }, t(pages.length ? "queue-lead" : "queue-empty")),
      el("ol", { class: "results" }, pages.slice(0, 500).map(({ row, grade, index, check }) => el("li", {},
        fonds.grade(grade), " ",
        el("a", { href: fonds.link(row.name, index + 1) }, fonds.brief(row.title || row.path), " · ", t("page-n", { n: index + 1 })),
        el("span", { class: "note" }, " ", fonds.percent(check))))));
  };
})(window.fonds);
