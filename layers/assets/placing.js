// The map on which one place is edited: it shows the place as saved and now, and tells the dashboard each change.

function basingPlacing(map, tiles) {
  const page = new PlacingPage(map, tiles, window.basingData.base);
  page.listen();
}

const ZOOMS = { 0.001: 12, 0.01: 10, 0.05: 9 };
const IDLE = "Choose what to change, or type the numbers below the map.";
const PAUSE = 500; // milliseconds after the last key, until it is said where that has led

class PlacingPage {
  constructor(map, tiles, base) {
    this.map = map;
    this.tiles = tiles;
    this.base = { world: base.world, detail: [], disputed: base.disputed.map(readDispute) };
    this.names = [];
    this.place = this.draft = this.shownPoint = this.tool = null;
    this.sent = 0; // when the last change was told
    this.theme = currentTheme();
    this.setUpMap();
    this.setUpControls();
    this.marks = new Marks(map);
  }

  setUpMap() {
    const { map } = this, container = map.getContainer();
    map.createPane("basing-base").style.zIndex = 150;
    map.createPane("basing-names").style.zIndex = 350;
    map.getPane("basing-names").style.pointerEvents = "none";
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", "Map; move with the arrow keys, zoom with plus and minus");
    container.setAttribute("aria-describedby", "hint");
    map.setMaxBounds([[-85.05, -540], [85.05, 540]]);
    this.baseLayer = new CanvasLayer((context, view) => paintBase(context, view, this.base, this.theme),
      { pane: "basing-base", attribution: "Natural Earth · GeoNames" }).addTo(map);
    this.namesLayer = new CanvasLayer((context, view) => this.paintNames(context, view), { pane: "basing-names" }).addTo(map);
    map.on("click", ({ latlng, containerPoint }) => this.tool?.click({ lat: latlng.lat, lon: latlng.lng }, containerPoint));
    map.on("moveend", () => this.place && this.render());
    container.addEventListener("keydown", (event) => this.keyOnMap(event), true);
    addCoordinates(map);
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(partOf("map"));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  setUpControls() {
    const clicks = {
      move: () => this.use(MoveTool), draw: () => this.use(DrawTool), remove: () => this.removeFootprint(), back: () => this.goBack(),
      close: () => this.tool.close(), undo: () => this.tool.undo(), leave: () => this.leave(), set: () => this.setTyped(),
    };
    for (const [id, act] of Object.entries(clicks)) {
      partOf(id).onclick = () => partOf(id).getAttribute("aria-disabled") !== "true" && act();
    }
    for (const id of ["lat", "lon"]) {
      partOf(id).addEventListener("keydown", (event) => event.key === "Enter" && this.setTyped());
      partOf(id).addEventListener("input", () => this.splitTyped(partOf(id)));
    }
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.tool && this.leave());
    fillLayers(this.tiles.map(([layer, label]) => ({
      label: `${label} (online)`, checked: false, onChange: (wanted) => (wanted ? layer.addTo(this.map) : layer.remove()),
    })));
  }

  // --- what is told to the page, and what it tells ---

  listen() {
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || !data || typeof data !== "object") return;
      if (data.basing === "ground") this.takeGround(data.ground);
      if (data.basing === "place") this.takePlace(data.place, data.answer);
      if (data.basing === "theme") { document.documentElement.dataset.theme = data.theme; this.recolour(); }
    });
    this.tell({ basing: "ready" });
  }

  tell(message) {
    if (window.parent !== window) window.parent.postMessage(message, "*");
  }

  takeGround({ detail, names }) {
    this.base.detail = detail;
    this.names = names;
    this.recolour();
  }

  // An answer to a change before the last one is late: the page shows what came after it.
  takePlace(place, answer) {
    const other = place.id !== this.place?.id;
    if (!other && (answer?.to ?? 0) < this.sent) return;
    const news = answer?.refused && answer.to === this.sent && answer.to !== this.answered;
    this.answered = answer?.to;
    if (other && this.tool) this.leave();
    this.place = place;
    this.draft = this.shownPoint = place.draft;
    partOf("loading").hidden = true;
    this.showTool();
    if (other) this.goThere();
    this.fill();
    if (news) this.refuse(`Not taken: ${answer.refused}.`);
    requestAnimationFrame(() => this.tell({ basing: "drawn" }));
  }

  // A change is shown at once; what the dashboard makes of it comes back as a place.
  change(said, draft, words) {
    this.stop();
    this.sent = Math.max(Date.now(), this.sent + 1);
    this.draft = this.shownPoint = { ...this.draft, ...draft };
    this.fill();
    this.say(words);
    this.tell({ basing: "placed", said: { ...said, at: this.sent } });
  }

  takePoint({ lat, lon }) {
    const { point } = this.place.steps;
    const kept = { lat: rounded(lat, point), lon: rounded(wrapped(lon), point) };
    this.change(kept, kept, `${this.pointSaid(kept)}.`);
  }

  takeFootprint(footprint, words) {
    this.change({ footprint }, { footprint }, words);
  }

  removeFootprint() {
    this.change({ footprint: null }, { footprint: null }, "The footprint is removed.");
  }

  goBack() {
    this.change({ as_saved: true }, this.place.saved, "The place is as saved again.");
    this.goThere();
  }

  // --- tools ---

  use(Kind) {
    const again = this.tool instanceof Kind;
    if (this.tool) this.leave();
    if (again) return;
    this.tool = new Kind(this);
    this.map.keyboard.disable();
    this.map.doubleClickZoom.disable();
    this.refuse("");
    this.say("");
    this.render();
    this.showTool();
    this.map.getContainer().focus({ preventScroll: true });
  }

  leave() {
    this.stop();
    this.shownPoint = this.draft;
    this.fill();
    this.say("Left as it was.");
  }

  stop() {
    if (!this.tool) return;
    const { button } = this.tool, inside = [partOf("map"), partOf("doing")].some((part) => part.contains(document.activeElement));
    this.tool = null;
    this.map.keyboard.enable();
    this.map.doubleClickZoom.enable();
    this.showTool();
    if (inside) partOf(button).focus({ preventScroll: true });
  }

  keyOnMap(event) {
    if (!this.tool || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.map.zoomIn(1);
    else if (event.key === "-") this.map.zoomOut(1);
    else if (!this.tool.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  showTool() {
    const drawing = this.tool instanceof DrawTool;
    for (const id of ["move", "draw"]) partOf(id).setAttribute("aria-pressed", String(this.tool?.button === id));
    partOf("leave").hidden = !this.tool;
    partOf("close").hidden = partOf("undo").hidden = !drawing;
    if (drawing) {
      setEnabled("close", this.tool.corners.length >= 3);
      setEnabled("undo", this.tool.corners.length > 0);
    }
    setText(partOf("hint-said"), this.tool?.hint ?? IDLE);
    setText(partOf("hint-keys"), this.tool?.hintOfKeys ?? "");
    this.map.getContainer().classList.toggle("aiming", Boolean(this.tool));
  }

  // --- numbers ---

  // Both numbers pasted into one field go into two.
  splitTyped(input) {
    const pair = input.value.match(/^\s*([-+−]?\d+(?:\.\d+)?)°?\s*[,;\s]\s*([-+−]?\d+\.\d+)°?\s*$/);
    if (!pair) return;
    partOf("lat").value = pair[1];
    partOf("lon").value = pair[2];
  }

  setTyped() {
    const typed = { lat: this.typed("lat", "Latitude", 90), lon: this.typed("lon", "Longitude", 180) };
    if (Object.values(typed).includes(null)) return;
    this.takePoint(typed);
    if (!this.map.getBounds().contains(this.marks.near(this.draft))) this.goThere();
  }

  // A number within bounds; null where it is none, which is said beside the fields.
  typed(id, name, most) {
    const input = partOf(id), number = readNumber(input.value), right = Math.abs(number) <= most;
    input.setAttribute("aria-invalid", String(!right));
    if (!right) this.refuse(`${name}: a number from -${most} to ${most} is expected, found “${input.value}”.`);
    return right ? number : null;
  }

  // --- what is seen and said ---

  // Where to look: at the place, now and as saved.
  goThere() {
    const places = [this.place.saved, this.draft].filter(hasPoint).map((one) => this.marks.near(one));
    for (const { footprint } of [this.place.saved, this.draft]) {
      for (const [ring] of polygonsOf(footprint)) places.push(...ring.map(([lon, lat]) => this.marks.near({ lat, lon })));
    }
    if (!places.length) places.push(...this.place.nearby.map(([, lat, lon]) => L.latLng(lat, lon)));
    const zoom = ZOOMS[this.place.steps.point] ?? 8;
    if (places.length) this.map.fitBounds(L.latLngBounds(places), { animate: false, maxZoom: zoom, padding: [50, 50] });
    else this.map.setView([20, 15], 2, { animate: false });
  }

  // A point that is not taken yet: while the mark is dragged or moved by keys.
  show({ lat, lon }) {
    const { point } = this.place.steps;
    this.shownPoint = { ...this.draft, lat: rounded(lat, point), lon: rounded(wrapped(lon), point) };
    this.marks.follow(this.place.saved, this.shownPoint);
    this.fillNumbers();
  }

  render() {
    this.marks.draw(this.place.saved, this.shownPoint, this.tool);
  }

  fill() {
    const { place, draft } = this, point = place.steps.point !== null;
    partOf("name").textContent = place.name;
    partOf("note").textContent = place.note;
    setText(partOf("move"), hasPoint(draft) ? "Move the site" : "Place the site");
    setEnabled("move", point);
    setEnabled("set", point);
    for (const id of ["lat", "lon"]) partOf(id).readOnly = !point;
    setEnabled("draw", place.steps.corner !== null);
    setEnabled("remove", Boolean(draft.footprint));
    setEnabled("back", !isSame(place.saved, draft));
    for (const id of ["lat", "lon"]) partOf(id).removeAttribute("aria-invalid");
    this.refuse("");
    this.fillNumbers();
    this.render();
    this.namesLayer.redraw();
  }

  fillNumbers() {
    const { place, shownPoint } = this;
    for (const id of ["lat", "lon"]) partOf(id).value = this.degrees(shownPoint[id], place.saved[id]);
    partOf("saved").textContent = this.inWords(place.saved);
    const moved = hasPoint(place.saved) && hasPoint(shownPoint) ? movedInWords(place.saved, shownPoint) : "";
    const same = isSame(place.saved, shownPoint) ? "the same" : [this.inWords(shownPoint), moved].filter(Boolean).join("; ");
    partOf("now").textContent = same;
  }

  inWords(placed) {
    const number = polygonsOf(placed.footprint).reduce((sum, rings) => sum + rings.reduce((all, ring) => all + ring.length - 1, 0), 0);
    return [hasPoint(placed) ? this.pointInWords(placed) : "no point", number ? `footprint of ${cornersInWords(number)}` : "no footprint"].join("; ");
  }

  pointInWords({ lat, lon }) {
    const { saved } = this.place;
    return `${this.degrees(lat, saved.lat)}, ${this.degrees(wrapped(lon), saved.lon)}`;
  }

  pointSaid(point) {
    const moved = hasPoint(this.place.saved) && movedInWords(this.place.saved, point);
    return `The site is at ${this.pointInWords(point)}${moved ? `: ${moved}` : ""}`;
  }

  // As the file has it where it is the same, else with the digits that are kept.
  degrees(value, saved) {
    if (value === null) return "";
    return value === saved ? String(value) : value.toFixed(decimalsOf(this.place.steps.point ?? this.place.steps.corner ?? 0.001));
  }

  say(words) {
    clearTimeout(this.saying);
    partOf("said").textContent = words;
  }

  sayLater(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.say(words), PAUSE);
  }

  refuse(words) {
    partOf("wrong").textContent = words;
    partOf("wrong").hidden = !words;
    if (words) this.say("");
  }

  paintNames(context, view) {
    if (!this.place) return;
    const marks = [this.place.saved, this.draft].filter(hasPoint).map(({ lat, lon }) => {
      const x = mercatorX(lon) * view.world - view.left, y = mercatorY(lat) * view.world - view.top;
      return [x - 14, y - 14, x + 14, y + 14];
    });
    const taken = new Taken(view, marks);
    paintNeighbours(context, view, this.place.nearby, taken, this.theme);
    paintNames(context, view, this.names, taken, this.theme, this.place.lang);
  }

  recolour() {
    this.theme = currentTheme();
    this.baseLayer.redraw();
    this.namesLayer.redraw();
  }
}

function setEnabled(id, enabled) {
  partOf(id).setAttribute("aria-disabled", String(!enabled));
}
