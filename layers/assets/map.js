// The map page: folium has made the map; this draws on it, and speaks with the dashboard when there is one.

function basingMap(map, tiles) {
  const data = window.basingData;
  const page = new BasingPage(map, tiles, data);
  if (data.live) page.listen();
  else page.showDocument(data.rows, data.state);
}

class BasingPage {
  constructor(map, tiles, data) {
    this.map = map;
    this.frame = partOf("map");
    this.live = data.live;
    this.tiles = tiles.map(([layer, label]) => ({ layer, label, drawn: false }));
    this.base = {
      world: data.base.world, detail: [], credit: data.base.credit,
      disputed: data.base.disputed.map(readDispute),
    };
    this.rows = this.state = this.lookKey = this.picked = null;
    this.layers = []; // every overlay; `shown` are those that are on
    this.hits = { areas: [], marks: [] };
    this.on = new Set();
    this.day = this.passes = null;
    this.asked = null; // the view that was asked for, until somebody moves the map
    this.fitted = null; // what the map shows the whole of, until somebody moves it
    this.cramped = false; // whether there was no room for it
    this.stamps = new Stamps();
    this.address = new Address();
    this.theme = currentTheme();
    map.basing = this; // whoever holds the map may ask what is drawn on it
    this.setUpMap();
    this.setUpPage();
  }

  setUpMap() {
    const { map } = this;
    map.createPane("basing-base").style.zIndex = 150;
    map.createPane("basing-overlays").style.zIndex = 450;
    map.getPane("basing-overlays").style.pointerEvents = "none";
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", "Map; move with the arrow keys, zoom with plus and minus");
    map.setMaxBounds([[-85.05, -540], [85.05, 540]]);
    this.baseLayer = new CanvasLayer((context, view) => paintBase(context, view, this.base, this.theme),
      { pane: "basing-base", attribution: "Natural Earth · GeoNames" });
    this.marksLayer = new CanvasLayer((context, view) => this.paint(context, view), { pane: "basing-overlays" });
    this.wordsLayer = new CanvasLayer((context) => this.paintWords(context), { pane: "basing-overlays" });
    map.on("moveend", () => this.moved());
    map.on("move zoomanim", () => this.followCard());
    map.on("click", (event) => this.clicked(event));
    map.on("mousemove", (event) => this.pointed(event));
    map.on("mouseout", hideTip);
  }

  setUpPage() {
    for (const part of this.frame.querySelectorAll(".tools, .legend, .card")) {
      L.DomEvent.disableClickPropagation(part).disableScrollPropagation(part);
    }
    addFullScreen(this.map, this.frame);
    addCoordinates(this.map);
    setUpSearch((words, most) => this.search(words, most), (item) => this.choose(item));
    partOf("card-close").onclick = () => this.closeCard();
    this.frame.addEventListener("keydown", (event) => event.key === "Escape" && this.closeCard());
    partOf("legend").addEventListener("toggle", () => this.besideLegend !== partOf("legend").open && this.wordsLayer.redraw());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    // The middle of the map stays the middle, whatever room the frame is given later.
    new ResizeObserver(() => this.resized()).observe(this.frame);
    this.fillLayers();
  }

  // --- what is told to the page, and what it tells ---

  listen() {
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || !data || typeof data !== "object") return;
      if (data.basing === "rows") this.takeRows(data.rows);
      if (data.basing === "state") this.takeState(data.state);
      if (data.basing === "theme") { document.documentElement.dataset.theme = data.theme; this.recolour(); }
      if (data.basing === "show") this.quietly(() => this.goToView(data));
    });
    this.tell({ basing: "ready" });
  }

  tell(message) {
    if (window.parent !== window) window.parent.postMessage(message, "*");
  }

  showDocument(rows, state) {
    const asked = this.address.asks();
    this.takeRows(rows);
    this.takeState(state);
    // who asked for another view in the address sees no other before
    partOf("loading").hidden = !asked;
    this.address.add({ write: () => this.addressParts(), read: (words) => this.readAddress(words) });
    openPanels(this, asked);
    tellHeight();
    followPrinting(this);
    // A page with several maps may move them together.
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || data?.basing !== "show") return;
      this.quietly(() => this.goToView(data));
    });
  }

  stepsOfPanels() {
    return [
      () => {
        basingPanels(document, (id) => this.pickInDocument(id));
        const pages = document.querySelector(".pages");
        if (pages) this.register = new Register(pages, this.siteLayer);
      },
      () => { if (partOf("player")) this.moment = new Moment(this, window.basingData); },
      () => {
        if (this.address.asks()) this.followAddress();
        else this.moment?.show();
        window.addEventListener("hashchange", () => this.followAddress());
        partOf("loading").hidden = true;
      },
    ];
  }

  followAddress() {
    this.address.follow();
    this.drawAll();
  }

  // What the map itself keeps in the address: where it is, which layers are on, what is selected.
  addressParts() {
    const { lat, lng } = this.map.getCenter().wrap();
    return Object.entries({
      lat: lat.toFixed(4), lon: lng.toFixed(4), zoom: this.map.getZoom(),
      overlays: [...this.on].join(" "), ...(this.selected ? { selected: this.selected } : {}),
    });
  }

  readAddress(asked) {
    const [lat, lon, zoom] = ["lat", "lon", "zoom"].map((name) => parseFloat(asked.get(name)));
    const on = asked.get("overlays"), selected = asked.get("selected");
    if (on !== null) this.on = new Set(on.split(" ").filter((name) => name in this.state.overlays));
    this.standOn();
    if (this.shown.some((layer) => layer.ids.includes(selected))) this.selected = selected;
    this.groupedFor = null;
    this.quietly(() => {
      if ([lat, lon, zoom].every(Number.isFinite)) this.goToView({ lat, lon, zoom });
    });
  }

  knows(id) {
    return this.layers.some((layer) => layer.ids.includes(id)) || Boolean(document.getElementById(`record-${id}`));
  }

  writeAddress() {
    if (!this.live && this.state) this.address.write();
  }

  // The map as of a day (days since 1970-01-01) with the sites that pass (a byte each, 1 where it does; null: all).
  setMoment(day, passes) {
    if (!isSame(passes, this.passes)) {
      this.passes = passes && passes.slice();
      this.groupedFor = null;
    }
    this.day = day;
    this.standOn();
    this.touchUp();
    this.fillSites();
    this.refreshCard();
    this.register?.refresh();
  }

  takeRows(rows) {
    this.rows = rows;
    const sites = textsOf(rows.overlays.find((overlay) => overlay.sites).ids);
    this.layers = rows.overlays.map((overlay) => new Layer(overlay, rows.areas, sites));
    this.siteLayer = this.layers.find((layer) => layer.sites);
    window.basingData.sites = sites;
    this.base.detail = rows.detail;
    this.baseLayer.redraw();
    if (this.waiting) this.takeState(this.waiting);
  }

  takeState(state) {
    this.waiting = null;
    if (!this.rows || this.rows.hash !== state.hash) {
      this.waiting = state;
      return;
    }
    const fromHere = state.selected && state.selected === this.picked;
    const reselected = this.state && state.selected !== this.state.selected && !fromHere;
    if (this.live || !this.state) this.on = new Set(state.on);
    const first = !this.state;
    if (first) this.takeSize();
    this.state = state;
    this.selected = state.selected;
    if (fromHere) this.picked = null; // a later selection of the same record comes from elsewhere
    this.takeThreads();
    this.look(state, reselected);
    if (first) this.startDrawing();
    else this.drawAll();
    if (first && this.live) this.finishDrawing();
    this.refreshCard();
    partOf("loading").hidden = true;
    requestAnimationFrame(() => this.tell({ basing: "drawn" }));
  }

  // The frame may have been given its size just now, before any observer of it was told.
  takeSize() {
    this.measure();
    partOf("legend").open = this.frame.clientWidth > 600 && this.frame.clientHeight > 440;
  }

  measure() {
    this.quietly(() => this.map.invalidateSize({ animate: false }));
  }

  // What was fitted into another room (before the panels beside it had theirs, in a tab that was not open) fits again.
  resized() {
    this.measure();
    if (this.asked) this.quietly(() => this.goToView(this.asked)); // half a pixel off its place otherwise
    if (!this.fitted) return;
    if (this.cramped) this.takeSize();
    this.quietly(() => this.fit(this.fitted));
  }


  takeThreads() {
    const talks = Object.keys(this.state.talks);
    this.talks = Object.values(this.state.talks);
    for (const layer of this.layers) {
      if (layer.name in this.state.overlays) layer.takeThreads(this.state.overlays[layer.name], talks);
    }
    this.groupedFor = null;
    this.standOn();
  }

  // What stands of each overlay that is on, at the moment that is shown.
  standOn() {
    this.shown = this.layers.filter((layer) => this.on.has(layer.name) && layer.name in this.state.overlays);
    for (const layer of this.shown) layer.standOn(this.day, this.passes);
    this.countedFor = null;
  }

  // The sites that are listed, searched and gone to: those of an overlay that is off are not.
  get placesOn() {
    return this.state && this.shown.includes(this.siteLayer) ? this.siteLayer : null;
  }

  search(words, most) {
    return this.placesOn ? findSites(this.placesOn, words, most) : [];
  }

  // --- where to look ---

  look(state, reselected) {
    const { look } = state, first = this.lookKey === null;
    const again = !first && look.key !== this.lookKey;
    this.lookKey = look.key;
    this.quietly(() => {
      if (first && look.start) this.goToView(look.start);
      else if (first || again) this.fit(look.bounds);
      if (reselected) this.goTo(this.ringed());
    });
  }

  goToView({ lat, lon, zoom }) {
    this.fitted = null;
    this.asked = { lat, lon, zoom };
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  fit(bounds) {
    if (!bounds) { this.goToView({ lat: 20, lon: 15, zoom: 2 }); return; }
    const [topLeft, bottomRight] = this.roomAround(bounds), taken = L.point(topLeft).add(bottomRight);
    const size = this.map.getSize(), holds = size.contains(taken.add([80, 80]));
    this.fitted = bounds;
    this.asked = null;
    this.cramped = !holds;
    if (!size.x || !size.y) return;
    const around = holds ? { paddingTopLeft: topLeft, paddingBottomRight: bottomRight } : {};
    this.map.fitBounds(bounds, { animate: false, maxZoom: 9, ...around });
  }

  // Beside the search box and the lists where there is room for it; the whole world goes below them.
  roomAround(bounds) {
    const beside = [[70, 50], [260, 70]], below = [[40, 130], [40, 70]];
    const fits = this.map.getBoundsZoom(bounds, false, L.point(beside[0]).add(beside[1])) >= 2;
    return this.frame.clientWidth > 600 && fits ? beside : below;
  }

  // A reader who has not opened the legend loses no site to it.
  clearLegend() {
    const [legend] = coveredBoxes(this.frame, this.view.margin, ".legend"), [left, top, right, bottom] = legend;
    const hides = ({ x, y }) => x > left - 12 && x < right + 12 && y > top - 12 && y < bottom + 12;
    if (this.hits.marks.some(hides)) partOf("legend").open = false;
  }

  goTo(ids) {
    const layer = this.placesOn, rows = layer ? layer.rowsWithIds(ids).filter((row) => layer.isPoint(row)) : [];
    const places = rows.map((row) => [layer.lat[row], layer.lon[row]]);
    if (places.length === 1) this.goToView({ lat: places[0][0], lon: places[0][1], zoom: Math.max(this.map.getZoom(), 8) });
    else if (places.length) this.fit(places);
  }

  // Moves that nobody made by hand are not reported.
  quietly(move) {
    this.quiet = true;
    move();
    this.quiet = false;
  }

  moved() {
    if (!this.view) return;
    const centre = this.map.getCenter().wrap();
    if (!this.quiet) {
      this.fitted = this.asked = null;
      this.writeAddress();
      this.tell({ basing: "moved", lat: +centre.lat.toFixed(4), lon: +centre.lng.toFixed(4), zoom: this.map.getZoom() });
    }
    this.fillSites();
    this.followCard();
  }

  // --- drawing ---

  // What is selected and the installations that stand for it.
  ringed() {
    const { selected } = this, ids = new Set(selected ? [selected] : []);
    const members = selected && (this.state.members[selected] || this.membersInDocument(selected));
    for (const id of members || []) ids.add(id);
    return ids;
  }

  membersInDocument(id) {
    const { ids } = this.siteLayer, told = this.rows.members?.[id];
    if (told) return Array.from(summed(told), (site) => ids[site]);
    const layer = this.live ? null : this.layers.find(({ about, ids: rows }) => about.length && id && rows.includes(id));
    return layer ? Array.from(layer.abouts[layer.about[layer.ids.indexOf(id)]], (site) => ids[site]) : [];
  }

  paint(context, view) {
    this.context = context;
    this.view = view;
    if (!this.state) return;
    this.hits = this.see(view);
    paintSeen(context, this.hits, this.drawing(), this.theme);
  }

  paintWords(context) {
    this.besideLegend = partOf("legend").open;
    if (this.state) paintWords(context, this.hits, coveredBoxes(this.frame, this.view.margin), this.drawing(), this.theme);
  }

  see(view) {
    this.group(view, this.ringed());
    return seenIn(view, { layers: this.shown, groups: this.groups });
  }

  // What drawing takes beside what there is to draw.
  drawing() {
    const online = this.tiles.some((tile) => tile.drawn && this.map.hasLayer(tile.layer));
    return {
      talks: this.talks, stamps: this.stamps, ringed: this.ringed(), names: this.rows.labels, lang: this.rows.lang,
      showNames: !online,
    };
  }

  redrawMarks() {
    this.marksLayer.redraw();
    this.wordsLayer.redraw();
  }

  // Land and marks, once it is known where to look: what is drawn before is drawn for nobody.
  startDrawing() {
    this.baseLayer.addTo(this.map);
    this.marksLayer.addTo(this.map);
  }

  // The names on the map keep clear of the controls, so these come first.
  finishDrawing() {
    this.fillControls();
    this.clearLegend();
    this.wordsLayer.addTo(this.map);
  }

  // On another day only what is another than before is painted, unless that is much.
  touchUp() {
    const before = this.hits, now = this.see(this.view);
    if (before.view !== this.view || before.groups !== this.groups) { this.redrawMarks(); return; }
    const changed = changedMarks(before, now);
    this.hits = now;
    if (!touchUp(this.context, before, now, changed, this.drawing(), this.theme)) this.marksLayer.redraw();
    if (movesWords(changed)) this.wordsLayer.redraw();
  }

  // Groups are made anew at another zoom, and counted anew on another day.
  group(view, ringed) {
    const key = `${view.zoom} ${this.selected} ${[...this.on]}`;
    if (this.groupedFor !== key) {
      this.groups = this.shown.map((layer) => new Groups(layer, view.world, layer.rowsWithIds(ringed)));
      this.groupedFor = key;
      this.countedFor = null;
    }
    if (this.countedFor !== this.groups) for (const groups of this.groups) groups.count();
    this.countedFor = this.groups;
  }

  drawAll() {
    this.fillControls();
    this.redrawMarks();
  }

  fillControls() {
    fillLegend(this.state.legend, this.on, this.base, this.theme);
    this.fillSites();
    this.fillLayers();
  }

  fillSites() {
    fillSites(this.map, this.placesOn, this.selected, (item) => this.choose(item));
  }

  recolour() {
    this.theme = currentTheme();
    this.baseLayer.redraw();
    this.redrawMarks();
    if (this.state) fillLegend(this.state.legend, this.on, this.base, this.theme);
  }

  fillLayers() {
    if (partOf("layers").contains(document.activeElement)) return;
    const online = this.tiles.map((tile) => ({
      label: `${tile.label} (online)`, checked: this.map.hasLayer(tile.layer),
      onChange: (wanted) => this.setTiles(tile, wanted),
    }));
    const overlays = this.live ? [] : this.layers.filter((layer) => layer.size).map((layer) => ({
      label: layer.title, checked: this.on.has(layer.name), onChange: (wanted) => this.setOverlay(layer.name, wanted),
    }));
    fillLayers([...overlays, ...online]);
  }

  setOverlay(name, wanted) {
    this.on[wanted ? "add" : "delete"](name);
    this.writeAddress();
    this.standOn();
    this.drawAll();
  }

  // Online tiles lie over the offline map: where one does not come, the offline map stays.
  setTiles(tile, wanted) {
    tile.drawn = false;
    if (!wanted) this.map.removeLayer(tile.layer);
    else {
      tile.layer.off("tileload").on("tileload", () => {
        if (tile.drawn) return;
        tile.drawn = true;
        this.wordsLayer.redraw();
      });
      tile.layer.addTo(this.map);
    }
    this.wordsLayer.redraw();
  }

  // --- pointing and picking ---

  hitAt({ containerPoint }) {
    if (!this.view) return {};
    const at = this.map.getPixelOrigin().add(this.map.containerPointToLayerPoint(containerPoint));
    const x = at.x - this.view.left, y = at.y - this.view.top;
    const hit = this.state ? findHit(this.context, this.hits, x, y) : null;
    return { hit, dispute: hit ? null : findDispute(this.context, this.view, this.base.disputed, x, y) };
  }

  pointed(event) {
    const { hit, dispute } = this.hitAt(event), { x, y } = event.containerPoint;
    this.map.getContainer().classList.toggle("pointing", Boolean(hit));
    if (dispute) showTip(this.frame, x, y, dispute.name, dispute.says);
    else if (!hit) hideTip();
    else showTip(this.frame, x, y, ...this.tipOf(hit));
  }

  // The name or the number, then lines that say more.
  tipOf(hit) {
    if (hit.group === undefined) return [hit.layer.labels[hit.row], statusOf(hit.layer.linesOf(hit.row))];
    const names = hit.groups.standingRows(hit.group).slice(0, 4).map((row) => hit.layer.labels[row]);
    return [`${hit.number} here`, this.inTalks(hit.groups.talliesOf(hit.group)), names.join(", ") + (hit.number > 4 ? " …" : "")];
  }

  // "7 active, 3 stalled, 2 in no talks"; nothing for what is not counted by talks.
  inTalks(tallies) {
    const { lang } = this.rows;
    return tallies.map(([kind, number]) => `${number} ${this.talks[kind].label.toLocaleLowerCase(lang)}`).join(", ");
  }

  clicked(event) {
    const { hit, dispute } = this.hitAt(event);
    hideTip();
    if (dispute) showTip(this.frame, event.containerPoint.x, event.containerPoint.y, dispute.name, dispute.says);
    if (!hit) return this.closeCard();
    const rows = rowsOf(hit);
    if (rows.length > 1 && this.zoomInto(hit.layer, rows)) return undefined;
    if (rows.length === 1 && hit.layer.sites) this.pick(hit.layer.ids[rows[0]]);
    return this.openCard(hit.layer, rows, event.latlng);
  }

  zoomInto(layer, rows) {
    const bounds = L.latLngBounds([]);
    for (const row of rows) bounds.extend([layer.lat[row], layer.lon[row]]);
    const zoom = Math.min(this.map.getBoundsZoom(bounds, false, L.point(160, 160)), 12);
    if (zoom <= this.map.getZoom()) return false;
    this.closeCard();
    this.map.setView(bounds.getCenter(), zoom);
    return true;
  }

  // Picked on the map itself: the ring moves at once and the map stays where it is.
  pick(id) {
    this.tell({ basing: "picked", id }); // first: the dashboard works while the page draws
    this.picked = this.selected = id;
    this.writeAddress();
    this.groupedFor = null;
    this.redrawMarks();
    this.fillSites();
  }

  // Chosen by name, in the list or the search: the map goes there if it has to.
  choose(item) {
    this.pick(item.id);
    if (!item.point) { if (!this.live) scrollToRecord(item.id); return; }
    const place = L.latLng(item.lat, item.lon);
    if (!this.map.getBounds().pad(-0.1).contains(place)) this.map.setView(place, Math.max(this.map.getZoom(), 8), { animate: false });
    this.openCard(item.layer, [item.row], place);
    partOf("card-title").focus({ preventScroll: true });
  }

  pickInDocument(id) {
    const layer = this.placesOn, onMap = layer && layer.rowsWithIds(new Set([id])).some((row) => layer.isPoint(row));
    this.pick(id);
    this.closeCard();
    this.goTo(this.ringed());
    if (onMap) this.frame.scrollIntoView({ block: "start", behavior: calmly() });
    else scrollToRecord(id);
  }

  // --- the popup ---

  openCard(layer, rows, place) {
    this.card = { layer, rows, place };
    fillCard(this.cardContent(), (id) => this.showRecord(id), (item) => {
      if (item.sites) this.pick(item.id);
      this.openCard(layer, [item.row], place);
    });
    this.followCard();
  }

  // What the card says: of one thing its lines, of several how many there are in which talks, and a list.
  cardContent() {
    const { layer, rows } = this.card, items = itemsOf(layer, rows), number = rows.length;
    if (number === 1) return { title: items[0].label, items, number, lines: [...items[0].lines, ...this.filtered(layer, rows[0])] };
    const said = this.inTalks(talliesOf(layer, rows)), stamp = (look) => swatch(look, this.theme);
    return { title: `${number} here${said && `: ${said}`}`, items, number, stamp };
  }

  // What is said of several installations counts all of them: a filter that leaves fewer is named beside it.
  filtered(layer, row) {
    const sites = layer.about.length && this.passes ? layer.abouts[layer.about[row]] : [];
    const left = sites.filter((site) => this.passes[site]).length;
    return left < sites.length ? [`Filters: ${left} of these ${sites.length} installations pass`] : [];
  }

  showRecord(id) {
    this.pick(id);
    if (!this.live) scrollToRecord(id);
  }

  refreshCard() {
    if (!this.card) return;
    const { layer, rows, place } = this.card, standing = this.shown.includes(layer) ? rows.filter((row) => layer.stands(row)) : [];
    if (standing.length) this.openCard(layer, standing, place);
    else this.closeCard();
  }

  followCard() {
    if (!this.card) return;
    const at = this.map.latLngToContainerPoint(this.card.place);
    placeCard(this.frame, at.x, at.y);
    const size = this.map.getSize();
    partOf("card").hidden = at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y;
  }

  closeCard() {
    const inside = partOf("card").contains(document.activeElement);
    this.card = null;
    partOf("card").hidden = true;
    if (inside) this.map.getContainer().focus({ preventScroll: true });
  }
}

// Whether two masks let the same through.
function isSame(one, other) {
  return one === other || (one && other && one.length === other.length && one.every((value, at) => value === other[at]));
}

// A page that shows the document in a frame is told how high it is, if it wants to know.
function tellHeight() {
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ basing: "height", height: document.body.scrollHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
}

// What lies under the search box, the list and the legend: no name is written there.
function coveredBoxes(frame, margin, parts = ".tools > *, .legend, .leaflet-control") {
  const corner = frame.getBoundingClientRect();
  return [...frame.querySelectorAll(parts)].map((part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [left - corner.left + margin.x, top - corner.top + margin.y,
      right - corner.left + margin.x, bottom - corner.top + margin.y];
  });
}

const calmly = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function scrollToRecord(id) {
  const record = document.getElementById(`record-${id}`);
  if (!record) return;
  for (let folded = record.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  record.scrollIntoView({ block: "start", behavior: calmly() });
  record.setAttribute("tabindex", "-1");
  record.focus({ preventScroll: true });
}
