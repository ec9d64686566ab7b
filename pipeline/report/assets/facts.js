"use strict";
/* What the document says about itself; every value leads to where it stands. */
(function (fonds) {
  const { el, t } = fonds;
  // The document's own date stands above; those it mentions would bury everything else.
  const ASIDE = ["dates", "classification_history"];
  const ENUMERATED = { document_type: "type", classification: "mark", classification_history: "mark", urgency: "urgency" };

  fonds.valueText = (field, value) => {
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    const prefix = ENUMERATED[field];
    return prefix && fonds.texts.en[`${prefix}-${value}`] ? t(`${prefix}-${value}`) : String(value);
  };

  fonds.factsPanel = function (view) {
    const { doc } = view;
    return el("div", { class: "facts" },
      // The record's sentence is English; its parts stand below in every language.
      doc.summary && fonds.language === "en" ? el("p", { class: "summary", lang: "en" }, el("bdi", {}, fonds.write(doc.summary))) : null,
      fields(view),
      fonds.fieldActions ? fonds.fieldActions(view) : null,
      named(view), relations(view), history(doc), about(view));
  };

  function places(view, at) {
    return at.map((place) => el("button", { type: "button", class: "place", onclick: () => view.goTo(place) },
      t("page-short", { n: place[0] })));
  }

  function fields(view) {
    if (!view.doc.fields.length) return el("p", { class: "none" }, t("no-fields"));
    const aside = view.doc.fields.filter((found) => ASIDE.includes(found.field));
    return [list(view, view.doc.fields.filter((found) => !ASIDE.includes(found.field))),
      aside.length ? el("details", { class: "aside" }, el("summary", {}, t("field-dates"), ` (${aside.length})`), list(view, aside)) : null];
  }

  function list(view, fields) {
    return el("dl", { class: "fields" }, fields.map((found) => el("div",
      { class: `fact ${found.status}`, "data-field": found.field,
        onmouseenter: () => view.glance(found.at), onmouseleave: () => view.glance([]) },
      el("dt", {}, t(`field-${found.field}`), found.role ? el("small", {}, ` · ${t(`role-${found.role}`)}`) : null),
      el("dd", {}, el("bdi", { class: "value" }, fonds.write(fonds.valueText(found.field, found.value))),
        String(found.value) !== found.written ? el("q", { lang: view.page.language }, fonds.write(found.written)) : null,
        el("span", { class: "ground" }, places(view, found.at.slice(0, 8)),
          el("small", { title: found.rule }, found.status === "extracted" ? fonds.percent(found.confidence) : t(`status-${found.status}`)))))));
  }

  function named(view) {
    if (!view.doc.entities.length) return null;
    return el("details", { open: true }, el("summary", {}, t("named"), ` (${view.doc.entities.length})`),
      ["person", "organisation", "place"].map((type) => {
        const found = view.doc.entities.filter((entity) => entity.type === type);
        return found.length ? [el("h3", { class: "minor" }, t(`entity-${type}`)), el("ul", { class: "names" }, found.map((entity) =>
          el("li", { onmouseenter: () => view.glance(entity.at), onmouseleave: () => view.glance([]) },
            el("b", {}, el("bdi", {}, fonds.write(entity.label))),
            entity.written.some((form) => form !== entity.label)
              ? el("span", { class: "note" }, " ", el("bdi", {}, fonds.write(entity.written.slice(0, 4).join(", ")))) : null,
            " ", places(view, entity.at.slice(0, 6)))))] : null;
      }));
  }

  function relations(view) {
    if (!view.doc.relations.length) return null;
    return el("details", { open: true }, el("summary", {}, t("relations")), el("ul", { class: "names" }, view.doc.relations.map((found) =>
      el("li", {}, t(`relation-${found.kind}`), ": ", el("bdi", {}, fonds.write(found.target)), " ", places(view, found.at)))));
  }

  function history(doc) {
    if (!doc.history.length) return null;
    return el("details", {}, el("summary", {}, t("corrections"), ` (${doc.history.length})`),
      el("ol", { class: "history" }, doc.history.map((change) => el("li", {}, el("code", {}, change.path), " ",
        el("del", {}, fonds.write(change.before)), " ", el("ins", {}, fonds.write(change.after))))));
  }

  function about(view) {
    const { doc, page } = view;
    const rows = [
      [t("file"), doc.paths.join(", ")],
      ...Object.entries(doc.delivered).map(([key, value]) => [key, value]),
      [t("languages"), doc.languages.map(([code, share]) => `${fonds.tongue(code)} ${fonds.percent(share)}`).join(", ")],
      [t("quality"), `${t(`grade-${doc.quality.grade}`)}, ${fonds.percent(doc.quality.confidence)}`],
      [t("this-page"), `${page.width} × ${page.height}, ${page.dpi} dpi; ${t(`direction-${page.direction}`)}` +
        `${page.rotation ? `; ${t("turned-by", { n: page.rotation })}` : ""}${page.skew ? `; ${t("skew")} ${page.skew}°` : ""}`],
      [t("judgements"), page.judgements.map(([what, decision, by]) => `${what}: ${decision}${by ? ` (${by})` : ""}`).join("; ")],
      [t("software"), doc.software.join("; ")],
      ["SHA-256", doc.id.replace("fonds:sha256:", "")],
    ];
    return el("details", {}, el("summary", {}, t("about")), el("dl", { class: "about" }, rows.map(([name, value]) =>
      el("div", {}, el("dt", {}, fonds.write(name)), el("dd", {}, el("bdi", {}, fonds.write(value)))))));
  }
})(window.fonds);
