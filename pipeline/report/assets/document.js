"use strict";
/* A document, a page at a time: picture, text and facts, linked with each other. */
(function (fonds) {
  const { el, t } = fonds;
  let current = null;

  fonds.views = fonds.views || {};
  fonds.views.d = async function (main, query, [name, number]) {
    const doc = await fonds.load(name);
    const index = Math.min(Math.max(1, Number(number) || 1), Math.max(doc.pages.length, 1)) - 1;
    const page = doc.pages[index];
    if (!page) {
      main.append(el("h1", {}, fonds.write(doc.title || doc.paths[0])), el("p", { class: "none" }, t("nothing")));
      return;
    }
    const view = current = { doc, page, index, name, lines: fonds.linesOf(page), chosen: -1 };
    link(view);
    main.append(heading(view), el("div", { class: "desk" }, fonds.picturePanel(view),
      el("section", { class: "reading-pane", "aria-label": t("text") },
        el("h2", {}, t("text"), " ", fonds.grade(page.failure ? "failed" : page.blank ? "blank" : page.quality.grade),
          page.quality.reasons.length ? el("span", { class: "note" }, " ", page.quality.reasons.map((reason) => t(`reason-${reason}`)).join(", ")) : null),
        fonds.pageActions ? fonds.pageActions(view) : null,
        view.panel = fonds.textPanel(view)),
      el("section", { class: "facts-pane", "aria-label": t("metadata") }, el("h2", {}, t("metadata")), fonds.factsPanel(view))));
    requestAnimationFrame(() => main.querySelector(".pages [aria-current]")?.scrollIntoView({ block: "nearest" }));
    if (fonds.pending) {
      const place = fonds.pending;
      fonds.pending = null;
      view.goTo(place);
    }
  };

  /* Hovering shows both sides; choosing keeps them shown. */
  function link(view) {
    const nodes = () => view.panel.querySelectorAll("[data-line]");
    const set = (index, name, on) => {
      if (index < 0) return;
      view.rects[index]?.classList.toggle(name, on);
      nodes()[index]?.classList.toggle(name, on);
    };
    let hovered = -1;
    view.hover = (index) => {
      set(hovered, "hovered", false);
      set((hovered = index), "hovered", true);
    };
    view.choose = (index, fromPicture) => {
      if (index === view.chosen) return;
      set(view.chosen, "chosen", false);
      set((view.chosen = index), "chosen", true);
      nodes().forEach((node, i) => { if (!node.isContentEditable) node.tabIndex = i === index ? 0 : -1; });
      if (fromPicture) {
        nodes()[index].focus({ preventScroll: true });
        nodes()[index].scrollIntoView({ block: "nearest", inline: "nearest" });
      } else view.reveal(index);
      view.showDetails(index);
    };
    const mine = (at) => at.filter((place) => place[0] === view.page.number && place[1] === view.page.half).map((place) => place.slice(2));
    view.glance = (at) => view.mark(mine(at));
    view.goTo = (place) => {
      const there = view.doc.pages.findIndex((page) => page.number === place[0] && page.half === place[1]);
      if (there === view.index) view.mark([place.slice(2)]);
      else if (there >= 0) {
        fonds.pending = place;
        location.hash = fonds.link(view.name, there + 1);
      }
    };
  }

  function heading(view) {
    const { doc, index, name } = view;
    const list = fonds.found && fonds.found.includes(name) ? fonds.found : null;
    const at = list ? list.indexOf(name) : -1;
    const neighbour = (step) => (list && list[at + step] ? fonds.link(list[at + step]) : null);
    view.neighbours = [neighbour(-1), neighbour(1)];
    return el("div", { class: "document-head" },
      el("p", { class: "path" }, el("a", { href: "#/documents" }, t("documents")), " / ", el("bdi", {}, fonds.write(doc.paths[0] || name)),
        el("span", { class: "neighbours" }, view.neighbours[0] ? el("a", { href: view.neighbours[0] }, `← ${t("previous-document")}`) : null,
          view.neighbours[1] ? el("a", { href: view.neighbours[1] }, `${t("next-document")} →`) : null)),
      el("h1", {}, el("bdi", {}, fonds.write(doc.title || doc.paths[0] || name))),
      el("nav", { class: "pages", "aria-label": t("pages") }, doc.pages.map((page, i) => el("a", {
        href: fonds.link(name, i + 1), "aria-current": i === index ? "page" : null,
        class: `${page.failure ? "failed" : page.blank ? "blank" : page.quality.grade} ${page.quality.needs_review ? "check" : ""}`,
        "aria-label": t("page-n", { n: i + 1 }), title: t(`grade-${page.failure ? "failed" : page.blank ? "blank" : page.quality.grade}`) },
        `${page.number}${page.half ? t(`half-${page.half}`) : ""}`))));
  }

  /* --- keys --- */

  fonds.KEYS = {
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    n: () => turnTo(current.index + 2), p: () => turnTo(current.index),
    "]": () => current.neighbours[1] && (location.hash = current.neighbours[1]),
    "[": () => current.neighbours[0] && (location.hash = current.neighbours[0]),
    r: () => current.turn(90), R: () => current.turn(-90),
    "+": () => current.zoom(1.25), "-": () => current.zoom(1 / 1.25), 0: () => current.zoom(0),
    b: () => toggle("boxes"), c: () => toggle("confidence"), s: () => toggle("apart"), o: () => toggle("order"),
  };

  fonds.documentKey = function (event) {
    const act = fonds.KEYS[event.key];
    const inText = event.target.closest?.("[data-line]");
    if (!act || !current || (event.key.startsWith("Arrow") && !inText)) return false;
    act();
    return true;
  };
  fonds.currentView = () => current;
  fonds.leaveDocument = () => { current = null; };

  function step(by) {
    const nodes = current.panel.querySelectorAll("[data-line]");
    const next = nodes[Math.min(Math.max(current.chosen + by, 0), nodes.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function turnTo(number) {
    if (number >= 1 && number <= current.doc.pages.length) location.hash = fonds.link(current.name, number);
  }
  function toggle(name) {
    document.querySelector(`[name=layer-${name}]`)?.click();
  }
})(window.fonds);
