"use strict";
/* Corrections by typing; every change goes to the server at once and can be undone. */
(function (fonds) {
  const { el, t } = fonds;
  const token = document.querySelector("meta[name=fonds-token]").content;
  const FIELDS = ["title", "document_type", "date", "sender", "recipient", "signatory", "drafter", "place", "subject",
    "reference_numbers", "copy_recipients", "dates", "classification", "declassified", "urgency", "archive_reference", "copies",
    "copy_number", "attachments", "stated_pages", "is_copy"];
  const SEVERAL = ["reference_numbers", "copy_recipients", "dates"];

  async function post(path, body) {
    const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json", "x-fonds-token": token },
      body: JSON.stringify(body) });
    const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { error: await answer.text() };
    if (!answer.ok) throw new Error(told.error);
    return told;
  }

  async function send(view, change, whole, remove) {
    const { page } = view;
    try {
      await post("corrections", { name: view.name, page: whole ? 0 : page.number, half: whole ? null : page.half, change, remove: Boolean(remove) });
      await again(view.name);
      fonds.say(t("saved", { what: told(change).slice(0, 80) }));
      return true;
    } catch (error) {
      fonds.say(t("not-saved", { why: error.message }));
      return false;
    }
  }

  function told(change) {
    if (change.kind === "rotation") return t("turned-now", { n: change.after });
    return change.after || t(change.kind === "checked" ? "page-checked" : "order-edit");
  }

  async function again(name) {
    fonds.forget(name);
    fonds.forget("index");
    await fonds.refresh();
  }

  async function undo() {
    try {
      const done = await post("undo", {});
      if (done) await again(done.name);
      const elsewhere = done && done.name !== fonds.currentView()?.name; // done in another window, or before
      fonds.say(!done ? t("nothing") : elsewhere ? `${t("undone")}: ${done.name}` : t("undone"));
    } catch (error) {
      fonds.say(t("not-saved", { why: error.message }));
    }
  }

  /* --- lines --- */

  const nodeOf = (view, index) => view.panel.querySelector(`[data-line="${index}"]`);

  /* Enter and leaving the line save what was typed, Escape does not. */
  function edit(view, index, typed) {
    const node = nodeOf(view, index);
    const { line } = view.lines[index];
    if (!node || node.isContentEditable || line.cut) return;
    node.classList.remove("cells");
    node.textContent = typed ?? line.t;
    node.setAttribute("contenteditable", "plaintext-only");
    node.setAttribute("role", "textbox");
    node.setAttribute("aria-label", t("line-n", { n: index + 1 }));
    node.focus();
    getSelection().selectAllChildren(node);
    getSelection().collapseToEnd();
    const leave = () => {
      const text = node.textContent.replace(/\s*\n\s*/g, " ").trim();
      node.removeEventListener("keydown", keys);
      node.removeEventListener("blur", gone);
      for (const name of ["contenteditable", "role", "aria-label"]) node.removeAttribute(name);
      fonds.fillLine(node, line);
      return text;
    };
    const keys = async (event) => {
      if (event.key === "Escape" || (event.key === "Enter" && !event.isComposing)) {
        event.preventDefault();
        event.stopPropagation();
        const text = leave();
        if (event.key === "Escape" || text === line.t || !text) node.focus();
        else await save(view, index, text);
      }
    };
    const gone = async () => {
      const text = leave();
      if (document.hasFocus() && text && text !== line.t) await save(view, index, text, true);
    };
    node.addEventListener("keydown", keys);
    node.addEventListener("blur", gone);
  }

  /* Keep a line; what could not be kept stands there to be tried again. */
  async function save(view, index, text, left) {
    const { line } = view.lines[index];
    if (await send(view, { kind: "line", box: line.b, before: line.t, after: text })) {
      const now = fonds.currentView();
      const next = left ? view.chosen : index;
      if (now && next >= 0) nodeOf(now, Math.min(next, now.lines.length - 1))?.focus();
    } else if (fonds.currentView() === view) edit(view, index, text);
  }

  fonds.useReading = (view, index, text) => save(view, index, text);

  fonds.lineActions = function (view, index) {
    const { r, l } = view.lines[index];
    const lines = view.page.regions[r].lines;
    const button = (key, act, off) => el("button", { type: "button", class: "quiet", disabled: off, onclick: act }, t(key));
    return el("div", { class: "actions" },
      el("button", { type: "button", class: "primary", onclick: () => edit(view, index) }, t("edit")),
      button("up", () => move(view, lines, l, -1, view.page.regions[r].box), l === 0),
      button("down", () => move(view, lines, l, 1, view.page.regions[r].box), l === lines.length - 1));
  };

  /* Reading order: the lines of a region, or (without a box) the regions of the page. */
  function move(view, items, at, by, box) {
    const boxes = items.map((item) => item.b || item.box);
    [boxes[at], boxes[at + by]] = [boxes[at + by], boxes[at]];
    return send(view, { kind: "order", box, boxes });
  }

  /* --- which way up: a page that was turned is read again --- */

  const POLL = 1000;

  fonds.turnActions = function (view) {
    const wait = view.doc.waits?.[view.page.number];
    const said = el("span", {});
    const bar = el("div", { class: "actions turned", role: "group", "aria-label": t("turned"), hidden: true }, said,
      el("button", { type: "button", class: "primary", onclick: () => position(view) }, t("read-so")),
      el("button", { type: "button", onclick: () => view.turn(view.settled - view.turned) }, t("turn-back")));
    view.afterTurn = () => {
      bar.hidden = view.turned === view.settled || Boolean(view.page.failure);
      said.textContent = t("turned-now", { n: view.turned });
    };
    if (wait?.reading) watch(view);
    return [bar, wait ? el("p", { class: "notice" }, t(wait.reading ? "waits-reading" : "waits-run", { n: wait.to }),
      wait.why ? [" ", fonds.write(wait.why)] : null) : null];
  };

  async function position(view) {
    if (view.turned === view.settled || view.page.failure) return;
    await send(view, { kind: "rotation", after: String(view.turned) });
  }

  /* Look again until the page has been read, as long as it is looked at. */
  async function watch(view) {
    const there = () => { const now = fonds.currentView(); return now && now.name === view.name; };
    for (;;) {
      await new Promise((resolve) => { setTimeout(resolve, POLL); });
      if (!there()) return;
      const answer = await fetch(`waits/${encodeURIComponent(view.name)}`).catch(() => null);
      if (!answer?.ok) return;
      const wait = (await answer.json())[view.page.number];
      if (wait?.reading || document.querySelector("[contenteditable]")) continue; // not under the hands of who types
      if (!there()) return;
      await again(view.name);
      if (!wait) fonds.say(t("read-anew"));
      return;
    }
  }

  /* --- the page as a whole --- */

  fonds.pageActions = function (view) {
    const { page } = view;
    if (page.failure) return null;
    const checked = page.quality.reasons.includes("checked");
    const regions = page.regions;
    return el("div", { class: "actions page-actions" },
      el("button", { type: "button", class: checked ? "" : "primary", "aria-pressed": String(checked),
        onclick: () => send(view, { kind: "checked" }, false, checked).then((done) => { if (done && !checked) next(view); }) },
      t(checked ? "check-again" : "page-checked")),
      el("button", { type: "button", onclick: undo }, t("undo")),
      regions.length > 1 ? el("details", { class: "regions" }, el("summary", {}, t("order-edit")),
        el("ol", {}, regions.map((region, i) => el("li", {},
          t(`kind-${region.kind}`), ": ", fonds.write((region.lines[0]?.t || "").slice(0, 40)), " ",
          el("button", { type: "button", class: "quiet", disabled: i === 0, "aria-label": `${t("up")} ${i + 1}`, onclick: () => move(view, regions, i, -1, null) }, "↑"),
          el("button", { type: "button", class: "quiet", disabled: i === regions.length - 1, "aria-label": `${t("down")} ${i + 1}`, onclick: () => move(view, regions, i, 1, null) }, "↓"))))) : null);
  };

  /* The next page that asks for a check, if this one did. */
  async function next(view) {
    if (!view.page.quality.needs_review) return;
    const { rows } = await fonds.load("index");
    const [first] = fonds.queue(rows);
    if (first) location.hash = fonds.link(first.row.name, first.index + 1);
  }

  /* --- fields --- */

  fonds.fieldActions = function (view) {
    const current = (field) => view.doc.fields.filter((found) => found.field === field)
      .slice(0, SEVERAL.includes(field) ? undefined : 1).map((found) => found.value).join("\n");
    const value = el("textarea", { rows: 1, "aria-label": t("edit-field") });
    const field = el("select", { "aria-label": t("edit-field"), onchange: () => fill(field.value) },
      FIELDS.map((name) => el("option", { value: name }, t(`field-${name}`))));
    const fill = (name) => {
      field.value = name;
      value.value = current(name);
      value.rows = SEVERAL.includes(name) ? 3 : 1;
    };
    fill(FIELDS[0]);
    fonds.editField = (name) => {
      fill(name);
      value.focus();
    };
    return el("form", { class: "field-form", onsubmit: (event) => {
      event.preventDefault();
      send(view, { kind: "field", field: field.value, after: value.value }, true);
    } }, el("b", {}, t("edit-field")), el("div", { class: "row" }, field),
      el("div", { class: "row" }, value, el("button", { class: "primary" }, t("save"))));
  };

  document.addEventListener("dblclick", (event) => {
    const view = fonds.currentView();
    const line = event.target.closest("[data-line]");
    const fact = event.target.closest("[data-field]");
    if (view && line) edit(view, Number(line.dataset.line));
    else if (view && fact && FIELDS.includes(fact.dataset.field)) fonds.editField(fact.dataset.field);
  });

  Object.assign(fonds.KEYS, {
    Enter: () => { const view = fonds.currentView(); if (view.chosen >= 0) edit(view, view.chosen); },
    t: () => position(fonds.currentView()),
    u: undo,
  });

  /* --- search --- */

  fonds.ask = async function (asked) {
    const answer = await fetch(`search?${new URLSearchParams({ q: asked })}`);
    return answer.json();
  };
})(window.fonds);
