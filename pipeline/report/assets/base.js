"use strict";
/* Ground floor: elements, words, loading, settings. Text is only ever set as text. */
window.fonds = window.fonds || {};

(function (fonds) {
  const SVG = "http://www.w3.org/2000/svg";
  // Signs that turn the direction of what follows, or cannot be seen: shown, never obeyed.
  const UNSEEN = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000e-\u001f]/;

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  }

  fonds.el = (tag, attributes, ...children) =>
    fill(document.createElement(tag), attributes, children);
  fonds.svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  /* Text of a document, as nodes: signs that would mislead the eye become visible. */
  fonds.write = function (text) {
    const value = String(text);
    if (!UNSEEN.test(value)) return [value];
    return Array.from(value.split(new RegExp(`(${UNSEEN.source})`)), (part) => {
      if (part.length !== 1 || !UNSEEN.test(part)) return part;
      const code = part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      return fonds.el("span", { class: "unseen", title: `U+${code}` }, `⟨${code}⟩`);
    });
  };

  /* A name in a list: in full when it is pointed at. */
  const LONG = 140;
  fonds.brief = (text) => {
    const value = String(text);
    return value.length <= LONG ? fonds.el("bdi", {}, fonds.write(value)) : fonds.el("bdi", { title: value }, fonds.write(`${value.slice(0, LONG)}…`));
  };

  /* What may be wider than the window, reached by keyboard too. */
  fonds.scroll = (label, ...children) =>
    fonds.el("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": label }, children);

  /* --- words of the interface --- */

  fonds.t = function (key, values) {
    const words = fonds.texts[fonds.language] || fonds.texts.en;
    // A word that rules bring along and nobody has translated is shown as it is.
    let found = words[key] ?? fonds.texts.en[key] ?? key.replace(/^[a-z]+-/, "");
    for (const [name, value] of Object.entries(values || {})) {
      found = found.replace(`{${name}}`, value);
    }
    return found;
  };
  fonds.number = (value, digits = 0) =>
    new Intl.NumberFormat(fonds.language, { maximumFractionDigits: digits }).format(value);
  fonds.percent = (share) =>
    new Intl.NumberFormat(fonds.language, { style: "percent", maximumFractionDigits: 0 }).format(share);
  fonds.tongue = (code) => {
    if (!code || code === "und") return fonds.t("unknown");
    try {
      return new Intl.DisplayNames([fonds.language], { type: "language" }).of(code) || code;
    } catch {
      return code;
    }
  };

  /* --- what is kept between visits --- */

  fonds.kept = (name, otherwise) => {
    try {
      return localStorage.getItem(`fonds-${name}`) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  fonds.keep = (name, value) => {
    try {
      localStorage.setItem(`fonds-${name}`, value);
    } catch {
      /* a browser that keeps nothing still shows everything */
    }
  };

  /* --- loading: scripts, because a page from disk may load nothing else --- */

  const waiting = new Map();
  const MOST_KEPT = 12;

  fonds.receive = function (name, json) {
    const asked = waiting.get(name);
    if (!asked) return;
    const told = JSON.parse(json);
    if (!told.error) return asked.take(told);
    waiting.delete(name);
    asked.refuse(new Error(told.error));
  };

  fonds.load = function (name) {
    if (!waiting.has(name)) {
      const asked = {};
      asked.done = new Promise((resolve, reject) => {
        asked.take = resolve;
        asked.refuse = reject;
        const tag = fonds.el("script", {
          src: `data/${encodeURIComponent(name)}.js${fonds.editable ? `?${Date.now()}` : ""}`,
          onerror: () => {
            waiting.delete(name);
            reject(new Error(name));
          },
          onload: () => tag.remove(),
        });
        document.head.append(tag);
      });
      waiting.set(name, asked);
      const documents = [...waiting.keys()].filter((key) => key !== "index" && key !== "texts");
      if (documents.length > MOST_KEPT) waiting.delete(documents[0]);
    }
    return waiting.get(name).done;
  };
  fonds.forget = (name) => waiting.delete(name);

  /* --- small things used everywhere --- */

  fonds.editable = document.body.classList.contains("editing");
  fonds.say = (text) => {
    const status = document.getElementById("status");
    status.textContent = text;
    clearTimeout(fonds.said);
    fonds.said = setTimeout(() => { status.textContent = ""; }, 6000);
  };
  fonds.link = (name, page) => `#/d/${encodeURIComponent(name)}/${page || 1}`;
  fonds.grade = (grade) =>
    fonds.el("span", { class: `grade ${grade}` }, fonds.t(`grade-${grade}`));
  fonds.GRADES = ["good", "fair", "poor", "unreadable", "failed", "blank"];
})(window.fonds);
