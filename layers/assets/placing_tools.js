// The two tools of the map on which a place is edited. A tool is on until it has done its work or is left.

const STEPS_OF_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAST = 10;
const REACH = 12; // pixels, within which a click meets the first corner

// What both have: a cross that the arrow keys move. It shows once a key is used.
class Tool {
  constructor(page, at) {
    this.page = page;
    this.map = page.map;
    this.at = at; // of the cross, where the map shows it
    this.shown = false;
  }

  get place() {
    return { lat: this.at.lat, lon: this.at.lng };
  }

  // True if the key was for the tool.
  key({ key, shiftKey }) {
    const step = STEPS_OF_KEYS[key];
    if (!step && !(key in this.keys)) return false;
    if (step) this.moveCross(step, shiftKey ? FAST : 1);
    else this.keys[key]();
    return true;
  }

  moveCross([right, down], times) {
    const size = this.map.getSize();
    const at = this.map.latLngToContainerPoint(this.at).add([right * times, down * times]);
    this.at = this.map.containerPointToLatLng(L.point(clamped(at.x, 0, size.x), clamped(at.y, 0, size.y)));
    this.map.panInside(this.at, { padding: [40, 40], animate: false });
    this.shown = true;
    this.crossMoved();
  }

  draw(marks) {
    if (this.shown) marks.cross(this.at);
  }
}

const clamped = (value, least, most) => Math.max(least, Math.min(most, value));

class MoveTool extends Tool {
  constructor(page) {
    super(page, hasPoint(page.draft) ? page.marks.near(page.draft) : page.map.getCenter());
    this.button = "move";
    this.keys = { Enter: () => this.take(this.place), Escape: () => page.leave() };
    this.ofMark = { draggable: true, interactive: true };
  }

  get hint() {
    return "Click the new place, or drag the mark.";
  }

  get hintOfKeys() {
    return "Keys: the arrows move it, with Shift ten times as far; Enter takes it, Escape leaves it.";
  }

  crossMoved() {
    this.page.show(this.place);
    this.page.render();
    this.page.sayLater(`At ${this.page.pointInWords(this.page.shownPoint)}.`);
  }

  click(place) {
    this.take(place);
  }

  take(place) {
    this.page.takePoint(place);
  }

  draw(marks) {
    super.draw(marks);
    if (!marks.now) return;
    marks.now.on("drag", ({ latlng }) => this.page.show({ lat: latlng.lat, lon: latlng.lng }));
    marks.now.on("dragend", () => this.take({ lat: marks.now.getLatLng().lat, lon: marks.now.getLatLng().lng }));
  }
}

class DrawTool extends Tool {
  constructor(page) {
    super(page, page.map.getCenter());
    this.button = "draw";
    this.corners = [];
    this.keys = { Enter: () => this.enter(), Escape: () => page.leave(), Backspace: () => this.undo(), Delete: () => this.undo() };
  }

  get hint() {
    const { length } = this.corners;
    if (!length) return "Click the corners one after the other.";
    if (length < 3) return `${cornersInWords(length)}; at least ${3 - length} more. Drag one to move it.`;
    return `${cornersInWords(length)}. Click the first one to close the outline.`;
  }

  get hintOfKeys() {
    return this.corners.length < 3 ? "Keys: the arrows move a cross, Enter sets a corner, Backspace takes it away, Escape leaves it." : "Keys: Enter again on the last corner closes it.";
  }

  crossMoved() {
    this.page.render();
    this.page.sayLater(`Cross at ${this.page.pointInWords(this.snapped(this.place))}.`);
  }

  // Corners go on from one another, over 180 degrees too.
  snapped({ lat, lon }) {
    const { corner } = this.page.place.steps, last = this.corners.at(-1);
    return { lat: rounded(lat, corner), lon: rounded(last ? nearestCopy(lon, last.lon) : lon, corner) };
  }

  click(place, pixel) {
    if (this.meetsFirst(pixel)) this.close();
    else this.set(place);
  }

  meetsFirst(pixel) {
    if (this.corners.length < 3) return false;
    return this.map.latLngToContainerPoint(this.page.marks.near(this.corners[0])).distanceTo(pixel) <= REACH;
  }

  // A corner at the cross; where there is one already, the outline is closed.
  enter() {
    if (!this.shown && !this.corners.length) { this.shown = true; this.crossMoved(); return; }
    const here = this.snapped(this.place), [first] = this.corners, last = this.corners.at(-1);
    if (!this.shown || isSame(here, last) || isSame(here, first)) this.close();
    else this.set(this.place);
  }

  set(place) {
    const corner = this.snapped(place);
    if (isSame(corner, this.corners.at(-1))) return;
    this.corners.push(corner);
    this.changed(`Corner ${this.corners.length} at ${this.page.pointInWords(corner)}.`);
  }

  undo() {
    if (!this.corners.pop()) return this.page.say("There is no corner to take away.");
    return this.changed(`The last corner is taken away; ${cornersInWords(this.corners.length)} left.`);
  }

  close() {
    if (this.corners.length < 3) this.page.say(`An outline has at least three corners; there ${this.corners.length === 1 ? "is" : "are"} ${cornersInWords(this.corners.length)}.`);
    else this.page.takeFootprint(ringOf(this.corners), `The outline is closed: ${cornersInWords(this.corners.length)}.`);
  }

  changed(words) {
    this.page.render();
    this.page.showTool();
    this.page.say(words);
  }

  draw(marks) {
    const places = () => this.corners.map((corner) => marks.near(corner));
    const sketch = marks.add(L.polygon(places(), { className: "outline sketch", interactive: false }));
    this.corners.forEach((corner, at) => {
      const handle = marks.add(L.marker(marks.near(corner), { ...iconOf(at ? "handle" : "handle first"), draggable: true, interactive: true }));
      handle.on("click", () => { if (!at) this.close(); });
      handle.on("drag", ({ latlng }) => {
        const { corner: step } = this.page.place.steps;
        this.corners[at] = { lat: rounded(latlng.lat, step), lon: rounded(nearestCopy(latlng.lng, corner.lon), step) };
        handle.setLatLng(marks.near(this.corners[at]));
        sketch.setLatLngs(places());
      });
      // Nothing is drawn anew here: the click that ends the drag would meet the map and not the handle.
      handle.on("dragend", () => this.page.say(`Corner ${at + 1} is moved to ${this.page.pointInWords(this.corners[at])}.`));
    });
    super.draw(marks);
  }
}

const cornersInWords = (number, more = "") => `${number} ${more}corner${number === 1 ? "" : "s"}`;
