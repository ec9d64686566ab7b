"use strict";
/* The first page: how much there is, how good it is, what needs a person. */
(function (fonds) {
  const { el, t } = fonds;

  // Correspondents drawn here; the view of letters draws more.
  const ON_FRONT = 10;

  const tally = (items) => items.reduce((counts, item) => {
    counts[item] = (counts[item] || 0) + 1;
    return counts;
  }, Object.create(null));
  const most = (counts, limit = 12) =>
    Object.entries(counts).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, limit);
  const filtered = (name, value) => `#/documents?${new URLSearchParams({ [name]: value })}`;
  const card = (title, ...content) =>
    el("section", { class: "card" }, el("h2", {}, title), content);
  const half = (title, ...content) =>
    el("section", { class: "card half" }, el("h2", {}, title), content);
  const wide = (title, ...content) =>
    el("section", { class: "card wide" }, el("h2", {}, title), content);

  fonds.views = fonds.views || {};
  fonds.views.overview = async function (main) {
    const data = await fonds.load("index");
    const rows = data.rows;
    const grades = tally(rows.flatMap((row) => row.grades));
    main.append(
      el("h1", {}, t("overview"), " ", el("span", { class: "of" }, fonds.write(data.output))),
      ...notices(data),
      tiles(data, grades),
      el("div", { class: "cards" },
        card(t("quality-of-pages"), fonds.stack(grades),
          fonds.legend(grades, (grade) => filtered("grade", grade))),
        card(t("languages"), fonds.bars(most(tally(rows.flatMap((row) => row.languages))).map(
          ([code, count]) => [fonds.tongue(code), count, filtered("language", code)]))),
        card(t("classification"), fonds.bars(most(tally(rows.map((row) => row.classification))).map(
          ([mark, count]) => [t(mark ? `mark-${mark}` : "none"), count, filtered("classification", mark || "-")]))),
        card(t("worst"), worst(rows)),
        wide(t("years"), years(rows)),
        half(t("fields-found"), fields(rows)),
        half(t("types"), fonds.bars(most(tally(rows.map((row) => row.document_type)), 24).map(
          ([type, count]) => [t(type ? `type-${type}` : "none"), count, filtered("type", type || "-")]))),
        half(t("network"), letters(data)),
        half(t("boxes"), boxes(rows)),
        wide(t("runs"), runs(data.runs)),
        data.failures.length ? wide(t("failures"), failures(data.failures)) : null,
        learnt(data)));
  };

  function notices(data) {
    return data.broken && data.broken.length
      ? [el("p", { class: "notice" }, t("broken", { count: data.broken.length }), " ",
        data.broken.slice(0, 20).map((name) => [el("code", {}, name), " "]))]
      : [];
  }

  function tiles(data, grades) {
    const rows = data.rows;
    const sum = (pick) => rows.reduce((total, row) => total + pick(row), 0);
    const last = [...data.runs].reverse().find((run) => run.counts.read);
    const refused = data.failures.filter((failure) => failure.page === null).length;
    const tile = (value, name, link, mood) => el(link ? "a" : "div", { class: `tile ${mood || ""}`, href: link },
      el("b", {}, value), el("span", {}, name));
    return el("div", { class: "tiles" },
      tile(fonds.number(rows.length), t("documents"), "#/documents"),
      tile(fonds.number(sum((row) => row.pages)), t("pages")),
      tile(fonds.number(sum((row) => row.review)), t("pages-to-check"), "#/queue", sum((row) => row.review) ? "warm" : "calm"),
      tile(fonds.number((grades.failed || 0) + refused), t("failures"), null, (grades.failed || 0) + refused ? "hot" : "calm"),
      tile(fonds.number(sum((row) => row.corrections)), t("corrections"), filtered("only", "corrected")),
      last ? tile(fonds.number((60 * last.counts.read) / Math.max(last.counts.seconds, 0.001), 1), t("pages-a-minute")) : null);
  }

  function years(rows) {
    const counts = tally(rows.map((row) => (/^\d{4}/.exec(row.date) || [""])[0]).filter(Boolean));
    const known = Object.keys(counts).map(Number).sort((a, b) => a - b);
    if (!known.length) return el("p", { class: "none" }, t("nothing"));
    const [from, to] = [known[0], known[known.length - 1]];
    const span = Math.ceil((to - from + 1) / 60);
    const scale = [];
    for (let year = from; year <= to; year += span) {
      let count = 0;
      for (let y = year; y < year + span; y++) count += counts[y] || 0;
      const name = span === 1 ? String(year) : `${year}–${year + span - 1}`;
      scale.push([name, count, `${name}: ${count}`, `#/documents?from=${year}&to=${year + span - 1}`]);
    }
    const without = rows.length - rows.filter((row) => /^\d{4}/.test(row.date)).length;
    return [fonds.columns(scale, t("years")),
      without ? el("p", { class: "note" }, t("undated", { count: fonds.number(without) })) : null];
  }

  function fields(rows) {
    const counts = tally(rows.flatMap((row) => row.fields));
    return fonds.bars(most(counts, 30).map(([field, count]) =>
      [t(`field-${field}`), count, filtered("has", field), fonds.percent(count / rows.length)]), rows.length);
  }

  function worst(rows) {
    const order = { failed: 0, unreadable: 1, poor: 2, fair: 3, good: 4 };
    const found = [...rows].sort((a, b) =>
      order[a.grade] - order[b.grade] || a.confidence - b.confidence).slice(0, 6);
    return el("ol", { class: "plain" }, found.map((row) => el("li", {},
      fonds.grade(row.grade), " ",
      el("a", { href: fonds.link(row.name) }, fonds.brief(row.title || row.path)),
      el("span", { class: "note" }, " ", fonds.percent(row.confidence), " ",
        row.reasons.map((reason) => t(`reason-${reason}`)).join(", ")))));
  }

  function letters(data) {
    const found = fonds.correspondence(data);
    if (!found.links.length) return el("p", { class: "none" }, t("nothing"));
    return [fonds.network(found, ON_FRONT), el("p", {}, el("a", { href: "#/letters" }, t("letters-all", { count: fonds.number(found.links.length) })))];
  }

  function boxes(rows) {
    const groups = new Map();
    for (const row of rows) {
      if (!groups.has(row.box)) groups.set(row.box, []);
      groups.get(row.box).push(row);
    }
    return fonds.scroll(t("boxes"), el("table", { class: "figures" },
      el("thead", {}, el("tr", {}, ["folder", "documents", "pages", "grades", "pages-to-check"].map(
        (key) => el("th", { scope: "col" }, t(key))))),
      el("tbody", {}, [...groups].slice(0, 200).map(([box, own]) => {
        const grades = tally(own.flatMap((row) => row.grades));
        return el("tr", {},
          el("th", { scope: "row" }, el("a", { href: filtered("box", box || ".") }, fonds.brief(box || t("top-folder")))),
          el("td", {}, fonds.number(own.length)),
          el("td", {}, fonds.number(own.reduce((sum, row) => sum + row.pages, 0))),
          el("td", { class: "graded" }, fonds.stack(grades)),
          el("td", {}, fonds.number(own.reduce((sum, row) => sum + row.review, 0))));
      }))));
  }

  function runs(logs) {
    if (!logs.length) return el("p", { class: "none" }, t("nothing"));
    const shown = logs.slice(-24);
    const rate = (run) => (run.counts.seconds ? (60 * run.counts.read) / run.counts.seconds : 0);
    const when = (run) => (run.started || "").slice(0, 16).replace("T", " ");
    const stages = tally([]);
    for (const run of logs) {
      for (const [stage, seconds] of Object.entries(run.counts.cpu_seconds_per_stage)) {
        stages[stage] = (stages[stage] || 0) + seconds;
      }
    }
    return [
      shown.length > 1 ? fonds.columns(shown.map((run) => [when(run).slice(5, 10), run.counts.read,
        `${when(run)}: ${run.counts.read}`]), t("pages-read")) : null,
      fonds.scroll(t("runs"), el("table", { class: "figures" },
        el("thead", {}, el("tr", {}, ["when", "delivery", "ended", "documents", "pages", "pages-read", "failures", "pages-a-minute"].map(
          (key) => el("th", { scope: "col" }, t(key))))),
        el("tbody", {}, [...shown].reverse().map((run) => el("tr", {},
          el("th", { scope: "row" }, when(run)),
          el("td", {}, el("bdi", {}, fonds.write(run.delivery.split(/[\\/]/).pop() || run.delivery))),
          el("td", {}, run.ended === "finished" ? t("finished") : run.ended),
          [run.counts.documents, run.counts.pages, run.counts.read, run.counts.failures].map(
            (value) => el("td", {}, fonds.number(value))),
          el("td", {}, fonds.number(rate(run), 1))))))),
      Object.keys(stages).length ? [el("h3", {}, t("cpu")),
        fonds.bars(most(stages).map(([stage, seconds]) => [stage, seconds, null, `${fonds.number(seconds, 1)} s`]))] : null,
    ];
  }

  /* What people corrected, and which corrections no longer fit. */
  function learnt(data) {
    const shown = (change, text) => (change.kind === "rotation" ? t("turned-by", { n: text }) : fonds.write(text));
    const conflicts = data.conflicts.map((found) => el("li", {},
      found.name ? el("a", { href: fonds.link(found.name) }, fonds.write(found.name)) : null, " ",
      t(found.page ? "page-short" : "metadata", { n: found.page }), " ",
      el("del", {}, shown(found.change, found.change.before)), " ", el("ins", {}, shown(found.change, found.change.after)),
      " · ", t(`trouble-${found.trouble}`), found.now ? [": ", fonds.write(found.now)] : null));
    const confusions = data.confusions.slice(0, 15).map((found) => el("tr", {},
      el("th", { scope: "row" }, found.read || "∅"), el("td", {}, found.truth || "∅"), el("td", {}, fonds.number(found.count))));
    return [
      conflicts.length ? wide(t("conflicts"), el("ul", { class: "plain" }, conflicts)) : null,
      confusions.length ? card(t("confusions"), el("table", { class: "figures" },
        el("thead", {}, el("tr", {}, ["confusion-read", "confusion-true", "confusion-count"].map((key) => el("th", { scope: "col" }, t(key))))),
        el("tbody", {}, confusions))) : null,
    ];
  }

  function failures(list) {
    return fonds.scroll(t("failures"), el("table", { class: "figures words" },
      el("thead", {}, el("tr", {}, ["file", "page", "reason", "message", "remedy"].map(
        (key) => el("th", { scope: "col" }, t(key))))),
      el("tbody", {}, list.map((failure) => el("tr", {},
        el("th", { scope: "row" }, el("bdi", {}, fonds.write(failure.file))),
        el("td", {}, failure.page === null ? t("whole") : failure.page),
        el("td", {}, el("code", {}, failure.reason)),
        el("td", {}, fonds.write(failure.message)), el("td", {}, fonds.write(failure.remedy)))))));
  }
})(window.fonds);
