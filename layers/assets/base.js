// The offline basemap on a canvas: sea, land, coast, borders, disputed borders, names.

const THEMES = {
  light: {
    dark: false, sea: "#d5dbe1", land: "#f1f1ee", coast: "#b4bec8", border: "#a9afb6", disputed: "#5f6670",
    name: "#59626d", seaName: "#4f6478", town: "#565e68", ink: "#1f252b", paper: "#ffffff", group: "#3c444e",
  },
  dark: {
    dark: true, sea: "#161b20", land: "#2a2f37", coast: "#454d57", border: "#4d555f", disputed: "#a3abb5",
    name: "#a3abb5", seaName: "#8ea3b6", town: "#a9b0b9", ink: "#eceff2", paper: "#12161a", group: "#c9d0d8",
  },
};

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';
const FINE_FROM = 5;
// Names of this rank are written however far one is away, where there is room.
const MOST_IMPORTANT = 2;
const PATH_UNITS = 256;
const TAKEN_SIDE = 64;

function currentTheme() {
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  return { ...THEMES[dark ? "dark" : "light"], font: FONT };
}

// Web Mercator, the whole world from 0 to 1 in both directions.
const mercatorX = (lon) => (lon + 180) / 360;
function mercatorY(lat) {
  const sine = Math.sin((Math.max(-85.06, Math.min(85.06, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

// Paths are kept relative to a corner of their part, in pixels of zoom 0: canvases count in 32-bit floats. `points` are
// [lon, lat, lon, lat ...] in whole units.
function addPoints(path, points, units, origin, closed) {
  for (let at = 0; at < points.length; at += 2) {
    const x = (mercatorX(points[at] / units) - origin[0]) * PATH_UNITS;
    const y = (mercatorY(points[at + 1] / units) - origin[1]) * PATH_UNITS;
    if (at) path.lineTo(x, y); else path.moveTo(x, y);
  }
  if (closed) path.closePath();
}

// A path of its own: in one that has very many points already each more takes longer.
function lineOf(points, units, origin, closed) {
  const path = new Path2D();
  addPoints(path, points, units, origin, closed);
  return path;
}

// The paths of a part are made when it is first drawn: most are never seen.
function pathsOf(part) {
  part.paths ??= readPart(part);
  return part.paths;
}

function readPart({ box, units, land, borders }) {
  const [west, south, east, north] = box, origin = [mercatorX(west), mercatorY(north)];
  const paths = { sea: new Path2D(), land: new Path2D(), coast: new Path2D(), borders: new Path2D() };
  addPoints(paths.sea, [west, north, east, north, east, south, west, south], 1, origin, true);
  const edges = box.map((edge) => (Math.round(edge * units) / units === edge ? Math.round(edge * units) : NaN));
  for (const ring of unpackLines(land)) {
    const whole = lineOf(ring, units, origin, true);
    paths.land.addPath(whole);
    if (!reaches(ring, edges)) paths.coast.addPath(whole);
    else for (const run of coastOf(ring, edges)) paths.coast.addPath(lineOf(run, units, origin, false));
  }
  for (const line of unpackLines(borders)) paths.borders.addPath(lineOf(line, units, origin, false));
  return { origin, ...paths };
}

// Whether a ring comes to the edge of its part's box: the others are coast all round.
function reaches(ring, [west, south, east, north]) {
  for (let at = 0; at < ring.length; at += 2) {
    const x = ring[at], y = ring[at + 1];
    if (x === west || x === east || y === south || y === north) return true;
  }
  return false;
}

// The pieces of a ring that are coast: what runs along the box was only cut there.
function coastOf(ring, [west, south, east, north]) {
  const runs = [], last = ring.length - 2;
  let run = null;
  for (let at = 0; at <= last; at += 2) {
    const to = at === last ? 0 : at + 2, x = ring[at], y = ring[at + 1], alongX = x === ring[to], alongY = y === ring[to + 1];
    if ((alongX && (x === west || x === east)) || (alongY && (y === south || y === north))) run = null;
    else if (run) run.push(ring[to], ring[to + 1]);
    else runs.push(run = [x, y, ring[to], ring[to + 1]]);
  }
  return runs;
}

function readDispute(dispute) {
  const path = new Path2D();
  for (const text of dispute.lines) addPoints(path, unpackLine(text), 1000, [0, 0], false);
  return { name: dispute.name, says: dispute.says, origin: [0, 0], path };
}

// The path in pixels of the canvas, in the copy of the world that is `copy` worlds to the east.
function placed(path, origin, view, copy) {
  const scale = view.world / PATH_UNITS;
  const moved = new Path2D();
  moved.addPath(path, new DOMMatrix([
    scale, 0, 0, scale,
    (origin[0] + copy) * view.world - view.left, origin[1] * view.world - view.top,
  ]));
  return moved;
}

function copiesIn(view) {
  const first = Math.floor(view.left / view.world), last = Math.floor((view.left + view.width) / view.world);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

// Where the world shows more than once, sites and names stand once: in the copy nearest the middle.
const isNearest = (x, view) => Math.abs(x - view.width / 2) <= view.world / 2;

// False where the edge of the frame cuts a box; the canvas reaches beyond the frame, for when it is dragged.
function isWhole([left, top, right, bottom], { margin, width, height }) {
  const inside = left > margin.x + 3 && top > margin.y + 3 && right < width - margin.x - 3 && bottom < height - margin.y - 3;
  return inside || right < margin.x || bottom < margin.y || left > width - margin.x || top > height - margin.y;
}

function paintBase(context, view, base, theme) {
  context.fillStyle = theme.sea;
  context.fillRect(0, 0, view.width, view.height);
  const parts = view.zoom < FINE_FROM ? [base.world] : [base.world, ...base.detail];
  for (const copy of copiesIn(view)) {
    for (const part of parts) if (isInView(part.box, view, copy)) paintPart(context, pathsOf(part), view, copy, theme, part !== base.world);
    paintDisputes(context, view, base, copy, theme);
  }
}

function isInView([west, south, east, north], view, copy) {
  const left = (mercatorX(west) + copy) * view.world - view.left, right = (mercatorX(east) + copy) * view.world - view.left;
  const top = mercatorY(north) * view.world - view.top, bottom = mercatorY(south) * view.world - view.top;
  return right > -2 && left < view.width + 2 && bottom > -2 && top < view.height + 2;
}

function paintPart(context, part, view, copy, theme, covers) {
  if (covers) {
    context.fillStyle = theme.sea;
    context.fill(placed(part.sea, part.origin, view, copy));
  }
  context.lineJoin = "round";
  context.lineCap = "butt";
  context.setLineDash([]);
  const land = placed(part.land, part.origin, view, copy);
  context.fillStyle = context.strokeStyle = theme.land;
  context.fill(land, "evenodd");
  // Covers the seam where a part's box cuts the land.
  context.lineWidth = 1.2;
  if (covers) context.stroke(land);
  context.lineWidth = view.zoom < 4 ? 0.5 : 0.9;
  context.strokeStyle = theme.coast;
  context.stroke(placed(part.coast, part.origin, view, copy));
  context.lineWidth = view.zoom < 4 ? 0.6 : 1;
  context.strokeStyle = theme.border;
  context.stroke(placed(part.borders, part.origin, view, copy));
}

function paintDisputes(context, view, base, copy, theme) {
  context.strokeStyle = theme.disputed;
  context.lineWidth = view.zoom < 4 ? 0.7 : 1.2;
  context.setLineDash(view.zoom < 4 ? [2, 2] : [5, 4]);
  for (const dispute of base.disputed) context.stroke(placed(dispute.path, dispute.origin, view, copy));
  context.setLineDash([]);
}

// Names, the most important first; one that would cover another is left out.
function paintNames(context, view, names, taken, theme, lang) {
  for (const copy of copiesIn(view)) {
    for (const [kind, name, lat, lon, rank] of names) {
      if (rank > Math.max(view.zoom, MOST_IMPORTANT) + 0.01) continue;
      const x = (mercatorX(lon) + copy) * view.world - view.left, y = mercatorY(lat) * view.world - view.top;
      if (!isNearest(x, view) || x < -80 || y < -20 || x > view.width + 80 || y > view.height + 20) continue;
      paintName(context, { kind, name, x, y }, taken, view, theme, lang);
    }
  }
}

function paintName(context, { kind, name, x, y }, taken, view, theme, lang) {
  const joined = lang === "ar";
  const text = kind === "country" && !joined ? name.toLocaleUpperCase(lang) : name;
  context.letterSpacing = kind === "country" && !joined ? "2px" : "0px";
  context.font = { country: `10.5px ${FONT}`, sea: `italic 11.5px ${FONT}`, town: `10.5px ${FONT}` }[kind];
  const width = context.measureText(text).width;
  const town = kind === "town";
  const left = town ? x + 5 : x - width / 2;
  const box = [town ? x - 3 : left, y - 7, left + width, y + 7];
  if (!isWhole(box, view) || !taken.claim(box)) { context.letterSpacing = "0px"; return; }
  context.textAlign = "left";
  context.textBaseline = "middle";
  const ink = { country: theme.name, sea: theme.seaName, town: theme.town }[kind];
  if (town) {
    context.fillStyle = ink;
    context.beginPath();
    context.arc(x, y, 1.7, 0, 2 * Math.PI);
    context.fill();
  }
  drawText(context, text, left, y, ink, kind === "sea" ? theme.sea : theme.land);
  context.letterSpacing = "0px";
}

// The boxes in which something is drawn or written already, by squares of the canvas.
class Taken {
  constructor(view, boxes) {
    this.across = Math.ceil(view.width / TAKEN_SIDE) + 1;
    this.down = Math.ceil(view.height / TAKEN_SIDE) + 1;
    this.squares = new Map();
    for (const box of boxes) this.add(box);
  }

  // True, and the box is taken, if it covers no other one.
  claim(box) {
    const [left, top, right, bottom] = box;
    const apart = (other) => right < other[0] || left > other[2] || bottom < other[1] || top > other[3];
    const free = this.squaresOf(box).every((square) => (this.squares.get(square) || []).every(apart));
    if (free) this.add(box);
    return free;
  }

  add(box) {
    for (const square of this.squaresOf(box)) {
      const there = this.squares.get(square);
      if (there) there.push(box);
      else this.squares.set(square, [box]);
    }
  }

  squaresOf([left, top, right, bottom]) {
    const within = (at, most) => Math.max(0, Math.min(most - 1, Math.floor(at / TAKEN_SIDE))), found = [];
    for (let line = within(top, this.down); line <= within(bottom, this.down); line += 1) {
      for (let column = within(left, this.across); column <= within(right, this.across); column += 1) found.push(line * this.across + column);
    }
    return found;
  }
}

// A canvas that fills the map and somewhat more, painted anew after each move and stretched while zooming.
const CanvasLayer = L.Layer.extend({
  initialize(paint, options) {
    this._paint = paint;
    L.setOptions(this, options);
  },
  onAdd() {
    this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", this.getPane());
    this._canvas.setAttribute("aria-hidden", "true");
    this.redraw();
  },
  onRemove() {
    this._canvas.remove();
  },
  getEvents() {
    return { moveend: this.redraw, viewreset: this.redraw, resize: this.redraw, zoom: this._stretchNow,
      zoomanim: (event) => this._stretch(event.center, event.zoom) };
  },
  redraw() {
    if (!this._map) return; // not drawn yet
    const map = this._map, size = map.getSize(), margin = size.multiplyBy(0.2).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const full = size.add(margin.multiplyBy(2)), ratio = window.devicePixelRatio || 1;
    this._corner = map.getPixelOrigin().add(corner);
    this._zoom = map.getZoom();
    this._canvas.width = full.x * ratio;
    this._canvas.height = full.y * ratio;
    this._canvas.style.width = `${full.x}px`;
    this._canvas.style.height = `${full.y}px`;
    L.DomUtil.setTransform(this._canvas, corner, 1);
    const context = this._canvas.getContext("2d");
    context.scale(ratio, ratio);
    this._paint(context, {
      left: this._corner.x, top: this._corner.y, width: full.x, height: full.y,
      zoom: this._zoom, world: 256 * 2 ** this._zoom, margin,
    });
  },
  _stretchNow() {
    this._stretch(this._map.getCenter(), this._map.getZoom());
  },
  _stretch(centre, zoom) {
    const map = this._map, scale = map.getZoomScale(zoom, this._zoom);
    const viewCorner = map.project(centre, zoom).subtract(map.getSize().divideBy(2));
    const at = map.containerPointToLayerPoint(this._corner.multiplyBy(scale).subtract(viewCorner));
    L.DomUtil.setTransform(this._canvas, at, scale);
  },
});
