"use strict";
/* The page as delivered, with what was found on it drawn over it. */
(function (fonds) {
  const { el, svg, t } = fonds;
  const LAYERS = ["boxes", "confidence", "apart", "order"];
  const size = (box) => ({ x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] });

  fonds.picturePanel = function (view) {
    const { page, doc } = view;
    const file = doc.pictures && doc.pictures[page.number];
    const drawing = svg("svg", { class: "sheet", role: "img", "aria-label": t("picture-of", { n: page.number }) });
    const sheet = svg("g", {});
    drawing.append(sheet);
    sheet.append(svg("rect", { class: "paper", width: page.width, height: page.height }));
    const holder = el("div", { class: "holder", tabindex: 0, role: "group", "aria-label": t("picture") }, drawing);
    const notice = el("p", { class: "note under" });
    if (file) addImage(sheet, page, `images/${file}`, () => blankPaper(view, sheet, notice, t("picture-missing")));
    else blankPaper(view, sheet, notice, t("picture-none"));
    view.rects = view.lines.map(({ line }, index) => svg("rect", { ...size(line.b), class: `box ${tint(line)}`,
      onmouseenter: () => view.hover(index), onmouseleave: () => view.hover(-1), onclick: () => view.choose(index, true) }));
    const marks = svg("g", { class: "marks" });
    sheet.append(svg("g", { class: "apart" }, apart(view)), svg("g", { class: "boxes" }, view.rects), marks,
      svg("g", { class: "order" }, order(page)));
    view.mark = (boxes) => {
      const wide = Math.max(page.width, page.height) / 200;
      marks.replaceChildren(...boxes.map((box) => svg("rect", { class: "evidence", rx: wide, x: box[0] - wide,
        y: box[1] - wide, width: box[2] - box[0] + 2 * wide, height: box[3] - box[1] + 2 * wide })));
      if (boxes.length) bringIntoView(holder, marks.firstChild);
    };
    view.reveal = (index) => bringIntoView(holder, view.rects[index]);
    view.settled = doc.waits?.[page.number]?.to ?? page.rotation;
    turn(view, sheet, drawing, view.settled);
    view.turn = (by) => {
      turn(view, sheet, drawing, (view.turned + by + 360) % 360);
      view.afterTurn?.();
    };
    return el("section", { class: "picture", "aria-label": t("picture") },
      tools(view, drawing), fonds.turnActions ? fonds.turnActions(view) : null, holder, notice);
  };

  const tint = (line) => (line.c < 60 ? "c3" : line.c < 80 ? "c2" : line.c < 92 ? "c1" : "");

  function addImage(sheet, page, href, onerror) {
    sheet.append(svg("image", { href, width: page.width, height: page.height, preserveAspectRatio: "none", onerror }));
  }

  /* Without a scan the reading itself is drawn where it was found. */
  function blankPaper(view, sheet, notice, why) {
    const { page } = view;
    notice.textContent = why;
    const words = view.lines.map(({ line }) => {
      const [x0, y0, x1, y1] = line.b;
      const vertical = page.direction === "vertical-rl" && y1 - y0 > x1 - x0;
      const text = line.t.slice(0, 400);
      return vertical
        ? svg("text", { class: "ghost vertical", x: (x0 + x1) / 2, y: y0, "font-size": Math.max(8, (x1 - x0) * 0.8),
          textLength: y1 - y0, lengthAdjust: "spacing" }, text)
        : svg("text", { class: "ghost", x: x0, y: y1 - (y1 - y0) * 0.22, "font-size": Math.max(8, (y1 - y0) * 0.8),
          textLength: Math.max(1, x1 - x0), lengthAdjust: "spacingAndGlyphs" }, text);
    });
    const group = svg("g", { class: "ghosts" }, words);
    if (page.rotation) group.setAttribute("class", "ghosts turned");
    sheet.insertBefore(group, sheet.querySelector("g"));
  }

  function apart(view) {
    const { page, doc } = view;
    const set = page.regions.filter((region) => fonds.APART.includes(region.kind));
    const struck = doc.redactions.filter((at) => at[0] === page.number && at[1] === page.half);
    return [
      set.map((region) => svg("rect", { ...size(region.box), class: `apart ${region.kind}` }, svg("title", {}, t(`kind-${region.kind}`)))),
      struck.map((at) => svg("rect", { ...size(at.slice(2)), class: "apart redaction" }, svg("title", {}, t("kind-redaction")))),
    ];
  }

  /* A line through the regions in reading order, with their numbers. */
  function order(page) {
    const start = (box) => (page.direction === "vertical-rl" ? [box[2] - 10, box[1] + 10] : [box[0] + 10, box[1] + 10]);
    const places = page.regions.map((region) => start(region.lines.length ? region.lines[0].b : region.box));
    const radius = Math.max(page.width, page.height) / 90;
    return [
      svg("polyline", { class: "path", points: places.map((place) => place.join(",")).join(" ") }),
      places.map(([x, y], i) => svg("g", {}, svg("circle", { cx: x, cy: y, r: radius }),
        svg("text", { x, y: y + radius * 0.4, "font-size": radius * 1.2,
          transform: page.rotation ? `rotate(${-page.rotation} ${x} ${y})` : null }, i + 1))),
    ];
  }

  /* Turn the sheet clockwise, as a reader would. */
  function turn(view, sheet, drawing, degrees) {
    const { width, height } = view.page;
    view.turned = degrees;
    const moves = { 0: "", 90: `translate(${height} 0) rotate(90)`, 180: `translate(${width} ${height}) rotate(180)`, 270: `translate(0 ${width}) rotate(270)` };
    sheet.setAttribute("transform", moves[degrees]);
    const [across, down] = degrees % 180 ? [height, width] : [width, height];
    drawing.setAttribute("viewBox", `0 0 ${across || 1} ${down || 1}`);
  }

  function tools(view, drawing) {
    let zoom = Number(fonds.kept("zoom", "1"));
    const apply = (factor) => {
      zoom = Math.min(6, Math.max(0.25, factor));
      drawing.style.width = `${100 * zoom}%`;
      fonds.keep("zoom", zoom);
    };
    apply(zoom);
    view.zoom = (factor) => apply(factor === 0 ? 1 : zoom * factor);
    const button = (sign, label, act) => el("button", { type: "button", class: "quiet", "aria-label": label, title: label, onclick: act }, sign);
    return el("div", { class: "tools" },
      button("−", t("smaller"), () => view.zoom(1 / 1.25)), button("+", t("larger"), () => view.zoom(1.25)),
      button("⤢", t("fit"), () => view.zoom(0)),
      button("⟲", t("turn-left"), () => view.turn(-90)), button("⟳", t("turn-right"), () => view.turn(90)),
      el("span", { class: "layers", role: "group", "aria-label": t("layers") }, LAYERS.map((name) => layer(name))));
  }

  function layer(name) {
    const on = fonds.kept(`layer-${name}`, name === "order" ? "0" : "1") === "1";
    document.body.classList.toggle(`show-${name}`, on);
    return el("label", {}, el("input", { type: "checkbox", name: `layer-${name}`, checked: on, onchange: (event) => {
      document.body.classList.toggle(`show-${name}`, event.target.checked);
      fonds.keep(`layer-${name}`, event.target.checked ? "1" : "0");
    } }), t(`layer-${name}`));
  }

  function bringIntoView(holder, node) {
    if (!node) return;
    const [frame, own] = [holder.getBoundingClientRect(), node.getBoundingClientRect()];
    if (own.top < frame.top + 8 || own.bottom > frame.bottom - 8 || own.left < frame.left || own.right > frame.right) {
      holder.scrollBy({ top: own.top - frame.top - frame.height / 2 + own.height / 2,
        left: own.left - frame.left - frame.width / 2 + own.width / 2 });
    }
  }
})(window.fonds);
