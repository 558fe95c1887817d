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
      world: readPart(data.base.world), detail: [], credit: data.base.credit,
      disputed: data.base.disputed.map(readDispute),
    };
    this.rows = this.state = this.lookKey = this.picked = null;
    this.items = [];
    this.hits = [];
    this.on = new Set();
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
      { pane: "basing-base", attribution: "Natural Earth · GeoNames" }).addTo(map);
    this.marksLayer = new CanvasLayer((context, view) => this.paint(context, view), { pane: "basing-overlays" })
      .addTo(map);
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
    setUpSearch(() => this.sites(), (item) => this.choose(item));
    partOf("card-close").onclick = () => this.closeCard();
    this.frame.addEventListener("keydown", (event) => event.key === "Escape" && this.closeCard());
    partOf("legend").addEventListener("toggle", () => this.marksLayer.redraw());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    // The middle of the map stays the middle, whatever room the frame is given later.
    new ResizeObserver(() => this.quietly(() => this.map.invalidateSize({ animate: false }))).observe(this.frame);
    this.fillLayers();
  }

  // --- what is told to the page, and what it tells ---

  listen() {
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || !data || typeof data !== "object") return;
      if (data.basing === "rows") this.takeRows(data.rows);
      if (data.basing === "state") this.takeState(data.state);
      if (data.basing === "theme") { document.documentElement.dataset.theme = data.theme; this.recolour(); }
      if (data.basing === "show") this.quietly(() => this.map.setView([data.lat, data.lon], data.zoom, { animate: false }));
    });
    this.tell({ basing: "ready" });
  }

  tell(message) {
    if (window.parent !== window) window.parent.postMessage(message, "*");
  }

  showDocument(rows, state) {
    this.takeRows(rows);
    this.takeState(state);
    basingPanels(document, (id) => this.pickInDocument(id));
    const pages = document.querySelector(".pages");
    if (pages) setUpPages(pages, this.sites());
    if (partOf("player")) this.moment = new Moment(this, window.basingData);
    this.followAddress();
    window.addEventListener("hashchange", () => this.followAddress());
    tellHeight();
    followPrinting(this);
    // A page with several maps may move them together.
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || data?.basing !== "show") return;
      this.quietly(() => this.map.setView([data.lat, data.lon], data.zoom, { animate: false }));
    });
  }

  // What stands after # in a document's address is the view of its map: `#lat=35.2&lon=36&zoom=9&selected=tartus`.
  followAddress() {
    const asked = new URLSearchParams(window.location.hash.slice(1));
    const [lat, lon, zoom] = ["lat", "lon", "zoom"].map((name) => parseFloat(asked.get(name)));
    const on = asked.get("overlays"), selected = asked.get("selected");
    if (on !== null) this.on = new Set(on.split(" ").filter((name) => name in this.state.overlays));
    this.readItems();
    if (this.items.some((item) => item.id === selected)) this.selected = selected;
    this.quietly(() => {
      if ([lat, lon, zoom].every(Number.isFinite)) this.map.setView([lat, lon], zoom, { animate: false });
    });
    this.drawAll();
    this.moment?.follow(asked);
  }

  setMoment() {}

  namesOfSite(at) {
    const sites = this.rows.overlays.find((overlay) => overlay.sites);
    return sites.names[sites.ids.indexOf(window.basingData.sites[at])];
  }

  writeAddress() {
    if (this.live || !this.state || window.location.protocol === "about:") return;
    const { lat, lng } = this.map.getCenter().wrap();
    const view = new URLSearchParams({
      lat: lat.toFixed(4), lon: lng.toFixed(4), zoom: this.map.getZoom(),
      overlays: [...this.on].join(" "), ...(this.selected ? { selected: this.selected } : {}),
    });
    for (const [name, value] of this.moment?.addressParts() || []) view.append(name, value);
    window.history.replaceState(null, "", `#${view}`);
  }

  takeRows(rows) {
    this.rows = rows;
    this.base.detail = rows.detail.map(readPart);
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
    // Only now is the frame sure to have its size.
    if (first) partOf("legend").open = this.frame.clientWidth > 600 && this.frame.clientHeight > 440;
    this.state = state;
    this.selected = state.selected;
    if (fromHere) this.picked = null; // a later selection of the same record comes from elsewhere
    this.readItems();
    this.look(state, reselected);
    this.drawAll();
    if (first) this.clearLegend();
    this.refreshCard();
    partOf("loading").hidden = true;
    requestAnimationFrame(() => this.tell({ basing: "drawn" }));
  }

  readItems() {
    this.items = readItems(this.rows, this.state, this.on);
    this.groupedFor = null;
  }

  sites() {
    return this.items.filter((item) => item.sites);
  }

  // --- where to look ---

  look(state, reselected) {
    const { look } = state, first = this.lookKey === null;
    const again = !first && look.key !== this.lookKey;
    this.lookKey = look.key;
    this.quietly(() => {
      if (first && look.start) this.map.setView([look.start.lat, look.start.lon], look.start.zoom, { animate: false });
      else if (first || again) this.fit(look.bounds);
      if (reselected) this.goTo(this.ringed());
    });
  }

  fit(bounds) {
    if (!bounds) { this.map.setView([20, 15], 2, { animate: false }); return; }
    const beside = [[70, 50], [260, 70]], below = [[40, 130], [40, 70]];
    // Beside the search box and the lists where there is room for it; the whole world goes below them.
    const room = L.point(beside[0]).add(beside[1]), fits = this.map.getBoundsZoom(bounds, false, room) >= 2;
    const [topLeft, bottomRight] = this.frame.clientWidth > 600 && fits ? beside : below;
    this.map.fitBounds(bounds, {
      animate: false, maxZoom: 9, paddingTopLeft: topLeft, paddingBottomRight: bottomRight,
    });
  }

  // A reader who has not opened the legend loses no site to it.
  clearLegend() {
    const [legend] = coveredBoxes(this.frame, this.view.margin, ".legend"), [left, top, right, bottom] = legend;
    const hides = ({ path, x, y }) => !path && x > left - 12 && x < right + 12 && y > top - 12 && y < bottom + 12;
    if (this.hits.some(hides)) partOf("legend").open = false;
  }

  goTo(ids) {
    const places = this.sites().filter((item) => ids.has(item.id) && item.point).map(({ lat, lon }) => [lat, lon]);
    if (places.length === 1) this.map.setView(places[0], Math.max(this.map.getZoom(), 8), { animate: false });
    else if (places.length) this.fit(places);
  }

  // Moves that nobody made by hand are not reported.
  quietly(move) {
    this.quiet = true;
    move();
    this.quiet = false;
  }

  moved() {
    if (!this.state) return;
    const centre = this.map.getCenter().wrap();
    if (!this.quiet) {
      this.writeAddress();
      this.tell({ basing: "moved", lat: +centre.lat.toFixed(4), lon: +centre.lng.toFixed(4), zoom: this.map.getZoom() });
    }
    this.fillSites();
    this.followCard();
  }

  // --- drawing ---

  ringed() {
    const { selected } = this;
    return new Set(selected ? [selected, ...((this.state && this.state.members[selected]) || [])] : []);
  }

  paint(context, view) {
    this.context = context;
    this.view = view;
    if (!this.state) return;
    const ringed = this.ringed(), key = `${view.zoom} ${this.selected}`;
    if (this.groupedFor !== key) {
      this.groups = groupPoints(this.items.filter((item) => item.point), view.world, ringed);
      this.groupedFor = key;
    }
    const online = this.tiles.some((tile) => tile.drawn && this.map.hasLayer(tile.layer));
    const covered = coveredBoxes(this.frame, view.margin);
    this.hits = paintOverlays(context, view, covered, {
      items: this.items, groups: this.groups, ringed, names: this.rows.labels, lang: this.rows.lang, showNames: !online,
    }, this.theme);
  }

  drawAll() {
    // The names on the map keep clear of the controls, so these come first.
    fillLegend(this.state.legend, this.on, this.base, this.theme);
    this.fillSites();
    this.fillLayers();
    this.marksLayer.redraw();
  }

  fillSites() {
    fillSites(this.map, this.sites(), this.selected, (item) => this.choose(item));
  }

  recolour() {
    this.theme = currentTheme();
    this.baseLayer.redraw();
    this.marksLayer.redraw();
    if (this.state) fillLegend(this.state.legend, this.on, this.base, this.theme);
  }

  fillLayers() {
    if (partOf("layers").contains(document.activeElement)) return;
    const online = this.tiles.map((tile) => ({
      label: `${tile.label} (online)`, checked: this.map.hasLayer(tile.layer),
      onChange: (wanted) => this.setTiles(tile, wanted),
    }));
    const overlays = this.live || !this.rows ? [] : this.rows.overlays.filter((o) => o.ids.length).map((overlay) => ({
      label: overlay.title, checked: this.on.has(overlay.name),
      onChange: (wanted) => this.setOverlay(overlay.name, wanted),
    }));
    fillLayers([...overlays, ...online]);
  }

  setOverlay(name, wanted) {
    this.on[wanted ? "add" : "delete"](name);
    this.writeAddress();
    this.readItems();
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
        this.marksLayer.redraw();
      });
      tile.layer.addTo(this.map);
    }
    this.marksLayer.redraw();
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
    else if (hit.members.length > 1) showTip(this.frame, x, y, `${hit.members.length} here`, namesOf(hit.members));
    else showTip(this.frame, x, y, hit.members[0].label, statusOf(hit.members[0]));
  }

  clicked(event) {
    const { hit, dispute } = this.hitAt(event);
    hideTip();
    if (dispute) showTip(this.frame, event.containerPoint.x, event.containerPoint.y, dispute.name, dispute.says);
    if (!hit) return this.closeCard();
    if (hit.members.length > 1 && this.zoomInto(hit.members)) return undefined;
    if (hit.members.length === 1 && hit.members[0].sites) this.pick(hit.members[0].id);
    return this.openCard(hit.members, event.latlng);
  }

  zoomInto(members) {
    const bounds = L.latLngBounds(members.map(({ lat, lon }) => [lat, lon]));
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
    this.marksLayer.redraw();
    this.fillSites();
  }

  // Chosen by name, in the list or the search: the map goes there if it has to.
  choose(item) {
    this.pick(item.id);
    if (!item.point) { if (!this.live) scrollToRecord(item.id); return; }
    const place = L.latLng(item.lat, item.lon);
    if (!this.map.getBounds().pad(-0.1).contains(place)) this.map.setView(place, Math.max(this.map.getZoom(), 8), { animate: false });
    this.openCard([item], place);
    partOf("card-title").focus({ preventScroll: true });
  }

  pickInDocument(id) {
    const onMap = this.sites().some((item) => item.id === id && item.point);
    this.pick(id);
    this.closeCard();
    this.goTo(this.ringed());
    if (onMap) this.frame.scrollIntoView({ block: "start", behavior: calmly() });
    else scrollToRecord(id);
  }

  // --- the popup ---

  openCard(members, place) {
    this.card = { members, place };
    fillCard(members, (id) => this.showRecord(id), (member) => {
      if (member.sites) this.pick(member.id);
      this.openCard([member], place);
    });
    this.followCard();
  }

  showRecord(id) {
    this.pick(id);
    if (!this.live) scrollToRecord(id);
  }

  refreshCard() {
    if (!this.card) return;
    const fresh = this.card.members.map((old) => this.items.find((item) => item.id === old.id && item.overlay === old.overlay));
    if (fresh.every(Boolean)) this.openCard(fresh, this.card.place);
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

const namesOf = (members) => members.slice(0, 4).map((item) => item.label).join(", ") + (members.length > 4 ? " …" : "");

const calmly = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function scrollToRecord(id) {
  const record = document.getElementById(`record-${id}`);
  if (!record) return;
  for (let folded = record.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  record.scrollIntoView({ block: "start", behavior: calmly() });
  record.setAttribute("tabindex", "-1");
  record.focus({ preventScroll: true });
}
