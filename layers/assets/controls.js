// What stands around the map: search, list of sites, layers, legend, full screen, coordinates.

const LIST_MOST = 150;
const FOUND_MOST = 8;

// Without case, accents, vowel points and Arabic lengthening.
const folded = (text) => text.normalize("NFD").replace(/[\p{M}\u0640]/gu, "").toLocaleLowerCase("en");

// The first `most` sites whose names hold all the words.
function findSites(layer, words, most) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const texts = layer.searchTexts();
  return layer.find((row) => wanted.every((word) => texts[row].includes(word)), most).map((row) => layer.item(row));
}

function setUpSearch(find, onChoose) {
  const input = partOf("search"), found = partOf("found"), none = partOf("found-none");
  const clear = () => { found.hidden = none.hidden = true; };
  const choose = (item) => { input.value = ""; clear(); onChoose(item); };
  input.addEventListener("input", () => {
    const matches = find(input.value, FOUND_MOST);
    fillList(found, matches, matches.length, null, choose);
    found.hidden = !matches.length;
    none.hidden = Boolean(matches.length) || !input.value.trim();
    none.textContent = none.hidden ? "" : "No site on the map has this name.";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !found.hidden) found.querySelector("button").click();
    if (event.key === "Escape") { input.value = ""; clear(); }
    if (event.key === "ArrowDown" && !found.hidden) { event.preventDefault(); found.querySelector("button").focus(); }
  });
  found.addEventListener("keydown", (event) => moveInList(event, found, input));
}

function moveInList(event, list, input) {
  const buttons = [...list.querySelectorAll("button")], at = buttons.indexOf(document.activeElement);
  if (event.key === "Escape") input.focus();
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  (buttons[at + (event.key === "ArrowDown" ? 1 : -1)] || input).focus();
}

// The list is filled anew as the map moves, but never under the keyboard of whoever is in it.
function fillSites(map, layer, selected, onChoose) {
  const visible = layer ? rowsIn(layer, map.getBounds()) : [];
  const unplaced = layer ? layer.unplaced.filter((row) => layer.stands(row)) : [];
  setText(partOf("sites-count"), `(${visible.length})`);
  fillList(partOf("sites-list"), itemsOf(layer, visible), visible.length, selected, onChoose);
  fillList(partOf("unplaced-list"), itemsOf(layer, unplaced), unplaced.length, selected, onChoose);
  partOf("unplaced").hidden = !unplaced.length;
}

const itemsOf = (layer, rows) => Array.from(rows.slice(0, LIST_MOST), (row) => layer.item(row));

// The rows that stand within some bounds, whichever copy of the world these are in.
function rowsIn({ lat, lon, now, size }, bounds) {
  const west = bounds.getWest(), across = bounds.getEast() - west, south = bounds.getSouth(), north = bounds.getNorth();
  const rows = new Int32Array(size);
  let found = 0;
  for (let row = 0; row < size; row += 1) {
    if (now[row] < 0 || !(lat[row] >= south && lat[row] <= north)) continue;
    const east = (lon[row] - west) % 360;
    if ((east < 0 ? east + 360 : east) <= across) rows[found++] = row;
  }
  return rows.subarray(0, found);
}

// A row that is there already stays, and only what it says is changed: so on every day while a document is played.
function fillList(list, items, number, selected, onChoose, stamp) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const kept = list.items || [];
  const rows = items.map((item, at) => {
    const same = kept[at] && kept[at].layer === item.layer && kept[at].row === item.row;
    const row = same ? list.children[at] : chooseRow(item, onChoose);
    row.firstChild.onclick = () => onChoose(item);
    sayInRow(row, item, item.id === selected, stamp);
    return row;
  });
  list.items = items;
  if (number > items.length) rows.push(element("li", "more", `and ${number - items.length} more: zoom in`));
  if (rows.length !== list.children.length || rows.some((row, at) => row !== list.children[at])) list.replaceChildren(...rows);
  if (focused !== null) [...list.querySelectorAll("button")].find((b) => b.dataset.id === focused)?.focus();
}

function fillLegend(groups, on, base, theme) {
  const shown = groups.map(({ title, entries }) => ({ title, entries: entries.filter((entry) => on.has(entry.overlay)) }))
    .filter((group) => group.entries.length);
  const parts = shown.map((group) => legendGroup(group.title, group.entries, theme));
  const border = { label: "Disputed border", look: { shape: "line" } };
  const about = element("div", "about");
  about.append(aboutBorders(base));
  parts.push(legendGroup("Borders", [border], theme));
  const opened = partOf("legend-body").querySelector("details")?.open, columns = element("div", "legend-groups");
  columns.append(...parts);
  partOf("legend-body").replaceChildren(columns, about);
  if (opened) partOf("legend-body").querySelector("details").open = true;
}

function legendGroup(title, entries, theme) {
  const group = element("div", "legend-group"), list = element("ul");
  list.append(...entries.map((entry) => {
    const row = element("li");
    row.append(swatch(entry.look, theme), element("span", "", entry.label));
    return row;
  }));
  group.append(element("h3", "", title), list);
  return group;
}

function swatch(look, theme) {
  const canvas = element("canvas"), ratio = window.devicePixelRatio || 1, side = 24;
  canvas.width = canvas.height = side * ratio;
  canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  // A group with its ring is wider than other marks.
  if (look.shape === "group") { context.translate(side / 2, side / 2); context.scale(0.72, 0.72); context.translate(-side / 2, -side / 2); }
  const size = look.shape === "area" ? look.size : look.hatched ? 5.5 : Math.min(look.size, 7);
  drawMark(context, { ...look, size }, side / 2, side / 2, theme);
  return canvas;
}

function aboutBorders(base) {
  const details = element("details", "disputes");
  details.append(element("summary", "", "About the borders and names"), element("p", "", base.credit));
  for (const dispute of base.disputed) {
    const line = element("p");
    line.append(element("strong", "", dispute.name), document.createTextNode(`: ${dispute.says}`));
    details.append(line);
  }
  return details;
}

function fillLayers(choices) {
  partOf("layers").hidden = !choices.length;
  partOf("layers-list").replaceChildren(...choices.map(({ label, checked, onChange }) => {
    const row = element("li"), wrap = element("label"), box = element("input");
    box.type = "checkbox";
    box.checked = checked;
    box.addEventListener("change", () => onChange(box.checked));
    wrap.append(box, element("span", "", label));
    row.append(wrap);
    return row;
  }));
}

function addFullScreen(map, frame) {
  if (!document.fullscreenEnabled) return;
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    const bar = element("div", "leaflet-bar"), button = element("button", "full-screen");
    button.append(cornersIcon());
    button.type = "button";
    button.setAttribute("aria-label", "Full screen");
    button.title = "Full screen";
    L.DomEvent.disableClickPropagation(bar);
    button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen());
    bar.append(button);
    return bar;
  };
  control.addTo(map);
}

// Drawn, for not every font has a sign for it.
function cornersIcon() {
  const [icon, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  icon.setAttribute("viewBox", "0 0 20 20");
  icon.setAttribute("aria-hidden", "true");
  path.setAttribute("d", "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4");
  icon.append(path);
  return icon;
}

function addCoordinates(map) {
  const shown = element("div", "coordinates", "");
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => shown;
  control.addTo(map);
  map.on("mousemove", ({ latlng }) => {
    const { lat, lng } = latlng.wrap();
    const side = (value, plus, minus) => `${Math.abs(value).toFixed(2)}° ${value < 0 ? minus : plus}`;
    shown.textContent = `${side(lat, "N", "S")}, ${side(lng, "E", "W")}`;
  });
  map.on("mouseout", () => { shown.textContent = ""; });
}
