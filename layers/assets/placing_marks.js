// What is drawn over the land of the map on which a place is edited.

const NEIGHBOUR_NAMES_FROM = 6;
const WORDS_WIDE = 260; // pixels
const APART = 60;

// Outlines, marks and the line between them. Everything is put into the copy of the world that is looked at.
class Marks {
  constructor(map) {
    this.map = map;
    this.group = L.layerGroup().addTo(map);
  }

  near({ lat, lon }) {
    return L.latLng(lat, nearestCopy(lon, this.map.getCenter().lng));
  }

  // The place as saved, the place now, and what a tool adds to them.
  draw(saved, draft, tool) {
    this.group.clearLayers();
    if (!isSame(saved.footprint, draft.footprint)) this.outline(saved.footprint, "saved");
    this.outline(draft.footprint, "now");
    const from = hasPoint(saved) && this.near(saved), to = hasPoint(draft) && this.near(draft);
    this.then = from ? this.add(L.marker(from, iconOf("mark saved"))) : null;
    this.line = from ? this.add(L.polyline([from, to || from], { className: "way", interactive: false })) : null;
    this.now = to ? this.add(L.marker(to, { ...iconOf("mark now"), ...tool?.ofMark })) : null;
    this.sayWay(saved, draft);
    tool?.draw(this);
  }

  add(layer) {
    return layer.addTo(this.group);
  }

  outline(footprint, kind) {
    for (const rings of polygonsOf(footprint)) {
      const shift = nearestCopy(rings[0][0][0], this.map.getCenter().lng) - rings[0][0][0];
      const places = rings.map((ring) => ring.map(([lon, lat]) => [lat, lon + shift]));
      this.add(L.polygon(places, { className: `outline ${kind}`, interactive: false }));
    }
  }

  // Which mark is which, and how far it is between them: words beside both, on the sides where the line does not run.
  sayWay(saved, draft) {
    for (const mark of [this.now, this.then]) mark?.unbindTooltip();
    if (!this.now || !this.then) return;
    const words = movedInWords(saved, draft), to = this.near(draft), from = this.near(saved);
    this.line.setLatLngs([from, to]);
    if (!words) return;
    this.now.bindTooltip(...wordsAt(`now, ${words}`, this.sideOf(from, to, WORDS_WIDE)));
    if (this.pixel(from).distanceTo(this.pixel(to)) > APART) this.then.bindTooltip(...wordsAt("as saved", this.sideOf(to, from, 80)));
  }

  pixel(place) {
    return this.map.latLngToContainerPoint(place);
  }

  // Beside what lies at the end of the line, or beyond it where there is no room of so many pixels.
  sideOf(from, to, wide) {
    const start = this.pixel(from), end = this.pixel(to), right = end.x >= start.x;
    const room = right ? this.map.getSize().x - end.x : end.x;
    if (room > wide) return { direction: right ? "right" : "left", offset: [right ? 13 : -13, 0] };
    return end.y >= start.y ? { direction: "bottom", offset: [0, 13] } : { direction: "top", offset: [0, -13] };
  }

  // The mark follows what drags it or what the arrow keys move.
  follow(saved, draft) {
    if (this.now) this.now.setLatLng(this.near(draft));
    this.sayWay(saved, draft);
  }

  cross(at) {
    return this.add(L.marker(at, { ...iconOf("cross"), zIndexOffset: 500 }));
  }
}

const hasPoint = ({ lat, lon }) => lat !== null && lon !== null;

// What is bound to a mark: words that stay.
const wordsAt = (words, side) => [element("span", "", words), { permanent: true, opacity: 1, className: "way-words", ...side }];

// Icons are drawn by the style sheet; none of them takes the keyboard, for which there is the cross.
function iconOf(className) {
  return { icon: L.divIcon({ className, iconSize: null }), keyboard: false, interactive: false };
}

// Other sites, faint, each with its name where there is room for it.
function paintNeighbours(context, view, neighbours, taken, theme) {
  for (const copy of copiesIn(view)) {
    for (const [name, lat, lon] of neighbours) {
      const x = (mercatorX(lon) + copy) * view.world - view.left, y = mercatorY(lat) * view.world - view.top;
      if (!isNearest(x, view) || x < -80 || y < -20 || x > view.width + 80 || y > view.height + 20) continue;
      context.strokeStyle = theme.name;
      context.fillStyle = theme.land;
      context.lineWidth = 1.2;
      context.beginPath();
      context.rect(x - 3.5, y - 3.5, 7, 7);
      context.fill();
      context.stroke();
      if (view.zoom >= NEIGHBOUR_NAMES_FROM) paintNeighbourName(context, name, x + 8, y, taken, view, theme);
    }
  }
}

function paintNeighbourName(context, name, x, y, taken, view, theme) {
  context.font = `11px ${FONT}`;
  const box = [x, y - 7, x + context.measureText(name).width, y + 7];
  if (!isWhole(box, view) || !taken.claim(box)) return;
  context.textAlign = "left";
  context.textBaseline = "middle";
  drawText(context, name, x, y, theme.name, theme.land);
}
