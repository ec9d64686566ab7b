"use strict";
/* Who writes to whom, and when: a ring of correspondents, a line a pair, and all of it as a table. */
(function (fonds) {
  const { el, svg, t } = fonds;
  const MOST_NODES = 18, MOST_LINES = 90, MOST_LANES = 24, MOST_ROWS = 500;
  const OTHERS = "\u0000";

  fonds.partyName = (names, id, written) =>
    (names[id] && (names[id][fonds.language] || names[id].en)) || String(written || id).replace(/\s*\n\s*/g, ", ");

  /* Pairs that exchange letters, those that write most first; of one correspondent if told. */
  fonds.correspondence = function ({ rows, names }, only) {
    const links = new Map(), nodes = new Map();
    const node = (id, written) => {
      if (!nodes.has(id)) nodes.set(id, { id, name: fonds.partyName(names, id, written), sent: 0, received: 0 });
      return nodes.get(id);
    };
    for (const row of rows) {
      if (!row.from || !row.to || (only && row.from !== only && row.to !== only)) continue;
      const key = JSON.stringify([row.from, row.to]);
      if (!links.has(key)) links.set(key, { from: node(row.from, row.sender), to: node(row.to, row.recipient), rows: [] });
      links.get(key).rows.push(row);
      node(row.from).sent += 1;
      node(row.to).received += 1;
    }
    return { links: [...links.values()].sort((a, b) => b.rows.length - a.rows.length || order(a.from, b.from) || order(a.to, b.to)),
      nodes: [...nodes.values()].sort((a, b) => weight(b) - weight(a) || order(a, b)) };
  };

  const weight = (node) => node.sent + node.received;
  const order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const letters = (link) => `#/documents?${new URLSearchParams({ sender: link.from.id, recipient: link.to.id })}`;
  const years = (rows) => {
    const known = rows.map((row) => (/^\d{4}/.exec(row.date) || [""])[0]).filter(Boolean).sort();
    return !known.length ? "" : known[0] === known.at(-1) ? known[0] : `${known[0]}–${known.at(-1)}`;
  };

  /* A name cut to what fits into so many pixels of 12-pixel type. */
  const wide = (sign) => (sign > "\u2e80" ? 12.5 : sign !== sign.toLowerCase() || /[mwMW]/.test(sign) ? 9 : 7);
  function short(name, most) {
    const signs = [...name.replace(/[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "")];
    let width = 0;
    const kept = signs.findIndex((sign) => (width += wide(sign)) > most - 9);
    return kept < 0 ? signs.join("") : `${signs.slice(0, kept).join("").trimEnd()}…`;
  }

  /* --- the network --- */

  /* The correspondents that count most; all others become one. */
  function folded({ nodes, links }, most) {
    if (nodes.length <= most) return { nodes, links };
    const others = { id: OTHERS, name: t("letters-others", { count: fonds.number(nodes.length - most + 1) }), sent: 0, received: 0 };
    const shown = new Set(nodes.slice(0, most / 2));
    const add = (node) => shown.size < most - 1 && shown.add(node);
    for (const link of links) if (shown.has(link.from) || shown.has(link.to)) [link.from, link.to].forEach(add);
    nodes.forEach(add);
    const merged = new Map();
    for (const link of links) {
      const [from, to] = [link.from, link.to].map((node) => (shown.has(node) ? node : others));
      if (from === others) others.sent += link.rows.length;
      if (to === others) others.received += link.rows.length;
      if (from === others && to === others) continue;
      const key = JSON.stringify([from.id, to.id]);
      if (!merged.has(key)) merged.set(key, { from, to, rows: [] });
      merged.get(key).rows.push(...link.rows);
    }
    return { nodes: [...shown, others], links: [...merged.values()] };
  }

  /* Around the ring, each next to whom it has most to do with. */
  function ring({ nodes, links }) {
    const ties = new Map(nodes.map((node) => [node, new Map()]));
    for (const { from, to, rows } of links) {
      ties.get(from).set(to, (ties.get(from).get(to) || 0) + rows.length);
      ties.get(to).set(from, (ties.get(to).get(from) || 0) + rows.length);
    }
    const left = [...nodes];
    const placed = [left.shift()];
    while (left.length) {
      const tie = (node) => ties.get(placed.at(-1)).get(node) || 0;
      const next = left.reduce((best, node) => (tie(node) > tie(best) ? node : best));
      placed.push(...left.splice(left.indexOf(next), 1));
    }
    return placed;
  }

  const WIDE = 760, RX = 150, SPACE = 15;

  fonds.network = function (found, most = MOST_NODES) {
    const drawn = folded(found, most);
    const around = ring(drawn);
    const ry = Math.max(110, around.length * SPACE);
    const height = 2 * ry + 60;
    const places = new Map(around.map((node, i) => {
      const angle = (2 * Math.PI * (i + 0.5)) / around.length - Math.PI / 2;
      return [node, { x: WIDE / 2 + RX * Math.cos(angle), y: height / 2 + ry * Math.sin(angle), right: Math.cos(angle) >= 0 }];
    }));
    const top = Math.max(...drawn.links.map((link) => link.rows.length));
    const size = (node) => 4 + 7 * Math.sqrt(weight(node) / Math.max(...around.map(weight)));
    const strongest = [...drawn.links].sort((a, b) => b.rows.length - a.rows.length).slice(0, MOST_LINES);
    const edges = strongest.map((link) => ({ link, node: edge(link, places, size, top, { x: WIDE / 2, y: height / 2 }) }));
    const spots = around.map((node) => spot(node, places.get(node), size(node), (on) => light(node, on)));
    const drawing = svg("svg", { class: "network", viewBox: `0 0 ${WIDE} ${height}`, role: "group", "aria-label": t("network") },
      svg("g", {}, edges.map((one) => one.node)), svg("g", {}, spots));

    function light(node, on) {
      drawing.classList.toggle("lit", on);
      const near = new Set([node]);
      for (const { link, node: line } of edges) {
        const own = link.from === node || link.to === node;
        line.classList.toggle("on", on && own);
        if (own) near.add(link.from).add(link.to);
      }
      around.forEach((one, i) => spots[i].classList.toggle("on", on && near.has(one)));
    }
    return [fonds.scroll(t("network"), drawing),
      drawn.links.length > MOST_LINES ? el("p", { class: "note" }, t("letters-strongest", { count: fonds.number(MOST_LINES) })) : null];
  };

  /* A line from one to the other, bent towards the middle and to its right, with a head. */
  function edge(link, places, size, top, middle) {
    const [a, b] = [places.get(link.from), places.get(link.to)];
    const strength = Math.sqrt(link.rows.length / top);
    const width = 1 + 4 * strength, opacity = 0.25 + 0.6 * strength;
    const title = svg("title", {}, `${link.from.name} → ${link.to.name}: ${fonds.number(link.rows.length)} ${years(link.rows)}`);
    if (link.from === link.to) {
      return svg("g", { class: "edge", opacity }, title, svg("circle", { cx: a.x + (a.right ? -12 : 12), cy: a.y, r: 12, "stroke-width": width }));
    }
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const inwards = Math.min(0.5, long / 500), aside = 10 / long;
    const bend = { x: x + (middle.x - x) * inwards - (b.y - a.y) * aside, y: y + (middle.y - y) * inwards + (b.x - a.x) * aside };
    const reach = Math.hypot(b.x - bend.x, b.y - bend.y) || 1;
    const unit = { x: (b.x - bend.x) / reach, y: (b.y - bend.y) / reach };
    const tip = { x: b.x - unit.x * (size(link.to) + 2), y: b.y - unit.y * (size(link.to) + 2) };
    const head = 5 + width;
    const foot = { x: tip.x - unit.x * head, y: tip.y - unit.y * head };
    const wing = { x: -unit.y * head * 0.5, y: unit.x * head * 0.5 };
    return svg("g", { class: "edge", opacity }, title,
      svg("path", { d: `M${a.x},${a.y} Q${bend.x},${bend.y} ${foot.x},${foot.y}`, "stroke-width": width }),
      svg("polygon", { points: `${tip.x},${tip.y} ${foot.x + wing.x},${foot.y + wing.y} ${foot.x - wing.x},${foot.y - wing.y}` }));
  }

  function spot(node, place, radius, light) {
    const told = t("letters-of", { name: node.name, sent: fonds.number(node.sent), received: fonds.number(node.received) });
    const inside = [svg("title", {}, told),
      svg("circle", { cx: place.x, cy: place.y, r: radius }),
      svg("text", { x: place.x + (place.right ? radius + 6 : -radius - 6), y: place.y + 4, class: place.right ? "right" : "left" }, short(node.name, place.right ? WIDE - place.x - radius - 6 : place.x - radius - 6))];
    const events = { onmouseenter: () => light(true), onmouseleave: () => light(false), onfocus: () => light(true), onblur: () => light(false) };
    return node.id === OTHERS ? svg("g", { class: "spot others", ...events }, inside)
      : svg("a", { class: "spot", href: `#/letters?${new URLSearchParams({ party: node.id })}`, "aria-label": told, ...events }, inside);
  }

  /* --- the timeline: a lane a pair, a dot a letter --- */

  const NAMES = 430, PARTY = 195, LANE = 24, DOT = 9;

  function timeline(links) {
    const lanes = links.map((link) => ({ link, dated: link.rows.filter((row) => /^\d{4}/.test(row.date)) }))
      .filter((lane) => lane.dated.length).slice(0, MOST_LANES);
    if (!lanes.length) return el("p", { class: "none" }, t("nothing"));
    const all = lanes.flatMap((lane) => lane.dated.map((row) => when(row.date)));
    const [from, to] = [Math.floor(Math.min(...all)), Math.floor(Math.max(...all)) + 1];
    const at = (time) => NAMES + ((1060 - NAMES) * (time - from)) / (to - from);
    const height = lanes.length * LANE + 30;
    const every = Math.ceil((to - from) / 12);
    const ticks = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((year) => (year - from) % every === 0);
    return fonds.scroll(t("letters-time"), svg("svg", { class: "lanes", viewBox: `0 0 1080 ${height}`, role: "group", "aria-label": t("letters-time") },
      ticks.map((year) => [svg("line", { class: "ground", x1: at(year), x2: at(year), y1: 0, y2: height - 22 }),
        svg("text", { class: "axis", x: at(year), y: height - 6 }, year)]),
      lanes.map(({ link, dated }, i) => lane(link, dated, i * LANE + LANE / 2, at))));
  }

  function lane(link, dated, y, at) {
    const spots = new Map();
    for (const row of dated) {
      const x = Math.round(at(when(row.date)) / DOT) * DOT;
      spots.set(x, [...(spots.get(x) || []), row]);
    }
    return [svg("a", { href: letters(link) }, svg("title", {}, `${link.from.name} → ${link.to.name}`),
      svg("text", { class: "pair", x: 0, y: y + 4 }, `${short(link.from.name, PARTY)} → ${short(link.to.name, PARTY)}`)),
    svg("line", { class: "ground", x1: NAMES - 10, x2: 1060, y1: y, y2: y }),
    [...spots].map(([x, rows]) => {
      const told = `${rows[0].date}${rows.length > 1 ? ` … (${fonds.number(rows.length)})` : ` ${rows[0].title || rows[0].path}`}`;
      const href = rows.length === 1 ? fonds.link(rows[0].name)
        : `${letters(link)}&${new URLSearchParams({ from: rows[0].date.slice(0, 4), to: rows.at(-1).date.slice(0, 4) })}`;
      return svg("a", { href, "aria-label": told }, svg("circle", { class: "part", cx: x, cy: y, r: Math.min(10, 4 + Math.sqrt(rows.length - 1) * 1.6) }, svg("title", {}, told)));
    })];
  }

  /* A date as a number of years; what a date leaves open counts as its beginning. */
  function when(date) {
    const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date);
    return Number(year) + ((Number(month) || 1) - 1) / 12 + ((Number(day) || 1) - 1) / 372;
  }

  /* --- the view --- */

  fonds.views = fonds.views || {};
  fonds.views.letters = async function (main, query) {
    const data = await fonds.load("index");
    const only = new URLSearchParams(query).get("party") || "";
    const found = fonds.correspondence(data, only);
    const chosen = found.nodes.find((node) => node.id === only);
    main.append(el("h1", {}, t("network"), chosen ? el("span", { class: "of" }, " ", fonds.write(chosen.name)) : null));
    if (!found.links.length) {
      main.append(el("p", { class: "none" }, t("letters-none")));
      return;
    }
    main.append(el("p", { class: "lead" }, chosen ? [t("letters-of", { name: chosen.name, sent: fonds.number(chosen.sent), received: fonds.number(chosen.received) }), " ",
      el("a", { href: "#/letters" }, t("letters-back"))] : t("letters-lead")),
    el("div", { class: "cards" }, el("section", { class: "card wide" }, fonds.network(found)),
      el("section", { class: "card wide" }, el("h2", {}, t("letters-time")), timeline(found.links)),
      el("section", { class: "card wide" }, el("h2", {}, t("letters-table")), table(found.links))));
  };

  function table(links) {
    const name = (node) => el("a", { href: `#/letters?${new URLSearchParams({ party: node.id })}` }, fonds.brief(node.name));
    return [fonds.scroll(t("letters-table"), el("table", { class: "figures pairs" },
      el("caption", { class: "unseen-table" }, t("letters-table")),
      el("thead", {}, el("tr", {}, ["field-sender", "field-recipient", "letters", "years-short"].map((key) => el("th", { scope: "col" }, t(key))))),
      el("tbody", {}, links.slice(0, MOST_ROWS).map((link) => el("tr", {},
        el("th", { scope: "row" }, name(link.from)), el("td", {}, name(link.to)),
        el("td", {}, el("a", { href: link.rows.length === 1 ? fonds.link(link.rows[0].name) : letters(link) }, fonds.number(link.rows.length))),
        el("td", {}, years(link.rows))))))),
    links.length > MOST_ROWS ? el("p", { class: "note" }, t("letters-more", { count: fonds.number(links.length - MOST_ROWS) })) : null];
  }
})(window.fonds);
