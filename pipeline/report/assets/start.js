"use strict";
/* Where the hash leads, which words and colours are used, and keys. */
(function (fonds) {
  const { el, t } = fonds;
  const main = document.getElementById("main");
  const TITLES = { "": "overview", documents: "documents", letters: "network", queue: "queue", search: "search" };
  // Milliseconds after which it is told that something is still being loaded.
  const SLOW = 500;
  let turn = 0;

  const plain = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // an address that somebody typed
    }
  };

  async function show() {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    const [view, ...rest] = path.split("/").map(plain);
    const own = ++turn;
    const fresh = el("div", { class: `view view-${view || "overview"}` });
    fonds.leaveDocument();
    const slow = setTimeout(() => {
      main.setAttribute("aria-busy", "true");
      fonds.say(t("loading"));
    }, SLOW);
    try {
      await (fonds.views[view || "overview"] || fonds.views.overview)(fresh, query || "", rest);
    } catch (error) {
      fresh.replaceChildren(el("p", { class: "notice" }, t("not-loaded", { name: error.message })));
    }
    clearTimeout(slow);
    if (own !== turn) return;
    if (main.getAttribute("aria-busy")) fonds.say("");
    main.removeAttribute("aria-busy");
    main.replaceChildren(fresh);
    const heading = fresh.querySelector("h1");
    document.title = `${heading ? heading.textContent : t(TITLES[view] || "overview")} – Fonds`;
    for (const link of document.querySelectorAll("[data-view]")) {
      const here = link.dataset.view === (view || "overview");
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!rest.length) scrollTo(0, 0);
  }
  fonds.refresh = show;

  function translate() {
    document.documentElement.lang = { zh: "zh-Hans" }[fonds.language] || fonds.language;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", t(node.dataset.label));
      node.title = t(node.dataset.label);
    }
    for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = t(node.dataset.hint);
    document.getElementById("views").setAttribute("aria-label", t("views"));
  }

  function choose(language) {
    fonds.language = fonds.texts[language] ? language : "en";
    document.getElementById("language").value = fonds.language;
    translate();
  }

  function light(theme) {
    document.documentElement.dataset.theme = theme;
    fonds.keep("theme", theme);
  }

  document.getElementById("language").addEventListener("change", (event) => {
    fonds.keep("language", event.target.value);
    choose(event.target.value);
    show();
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme;
    light((now === "auto" ? dark : now === "dark") ? "light" : "dark");
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = `#/search?${new URLSearchParams({ q: document.getElementById("query").value })}`;
  });
  document.getElementById("help").addEventListener("click", help);

  function help() {
    const dialog = document.getElementById("keys");
    const keys = ["j k", "n p", "[ ]", "+ - 0", "r R", "b", "c", "s", "o", "/", "?", ...(fonds.editable ? ["Enter", "Escape", "t", "u"] : [])];
    dialog.replaceChildren(el("h2", { id: "keys-title" }, t("keys")),
      el("dl", {}, keys.map((key) => el("div", {}, el("dt", {}, key.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, t(`key-${key}`))))),
      el("form", { method: "dialog" }, el("button", {}, t("close"))));
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    if (document.getElementById("keys").open) return;
    if (event.key === "/") document.getElementById("query").focus();
    else if (event.key === "?") help();
    else if (!fonds.documentKey(event)) return;
    event.preventDefault();
  });

  addEventListener("hashchange", show);
  light(fonds.kept("theme", "auto"));
  choose(fonds.kept("language", (navigator.language || "en").slice(0, 2)));
  show();
})(window.fonds);
