// Shapes and marks, drawn the same way on the map and in its legend.

function shapePath(name, x, y, radius) {
  const path = new Path2D();
  const corners = {
    diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
    triangle: [[0, -1.1], [1.08, 0.85], [-1.08, 0.85]],
    square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
    star: Array.from({ length: 10 }, (_, i) => {
      const reach = i % 2 ? 0.58 : 1.25, angle = (Math.PI * i) / 5 - Math.PI / 2;
      return [reach * Math.cos(angle), reach * Math.sin(angle) + 0.08];
    }),
  }[name];
  if (corners) {
    corners.forEach(([dx, dy], i) => path[i ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
    path.closePath();
  } else {
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
  return path;
}

// The middle of a triangle lies lower than the middle of its box.
const markCentre = (look, y) => y + (look.shape === "triangle" ? look.size * 0.25 : 0);

function drawMark(context, look, x, y, theme) {
  if (look.shape === "group") return drawGroupSwatch(context, look, x, y, theme);
  if (look.shape === "area") return drawAreaSwatch(context, look, x, y, theme);
  if (look.shape === "line") return drawLineSwatch(context, x, y, theme);
  const colour = theme.dark ? look.colour_dark : look.colour;
  const shape = shapePath(look.shape, x, y, look.size);
  context.save();
  context.lineJoin = "round";
  if (look.hatched) drawHatch(context, look, x, y, theme);
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.stroke(shape);
  context.fillStyle = theme.paper;
  context.fill(shape);
  context.globalAlpha = look.opacity;
  if (look.hollow) drawHollow(context, look, shape, colour, x, y);
  else drawSolid(context, look, shape, colour, x, y, theme);
  context.restore();
  if (look.count > 1) drawCount(context, look.count, x + look.size, y - look.size, theme);
}

function drawSolid(context, look, shape, colour, x, y, theme) {
  context.fillStyle = colour;
  if (look.mark === "half") {
    context.save();
    context.clip(shape);
    context.fillRect(x - 2 * look.size, y - 2 * look.size, 2 * look.size, 4 * look.size);
    context.restore();
    context.strokeStyle = colour;
    context.lineWidth = 1.8;
    context.stroke(shape);
    return;
  }
  context.fill(shape);
  drawInside(context, look, theme.paper, x, markCentre(look, y));
}

function drawHollow(context, look, shape, colour, x, y) {
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.setLineDash([3, 2]);
  context.stroke(shape);
  context.setLineDash([]);
  if (look.mark === "filled" || look.mark === "half") {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, markCentre(look, y), look.size * 0.34, look.mark === "half" ? Math.PI / 2 : 0,
      look.mark === "half" ? Math.PI * 1.5 : 2 * Math.PI);
    context.fill();
  } else {
    drawInside(context, { ...look, size: look.size * 0.8 }, colour, x, markCentre(look, y));
  }
}

function drawInside(context, look, ink, x, y) {
  const reach = look.size * 0.42;
  context.strokeStyle = context.fillStyle = ink;
  context.lineWidth = Math.max(1.4, look.size * 0.24);
  context.lineCap = "round";
  context.beginPath();
  if (look.mark === "ring") context.arc(x, y, reach, 0, 2 * Math.PI);
  if (look.mark === "dash") { context.moveTo(x - reach, y); context.lineTo(x + reach, y); }
  if (look.mark === "cross") {
    context.moveTo(x - reach, y - reach); context.lineTo(x + reach, y + reach);
    context.moveTo(x + reach, y - reach); context.lineTo(x - reach, y + reach);
  }
  if (look.mark === "ring") context.fill(); else context.stroke();
}

// A striped edge round the shape, so that the mark inside stays readable.
function drawHatch(context, look, x, y, theme) {
  const edge = look.size + 5;
  // Round a star's points no stripes would show between it and its edge.
  const outline = shapePath(look.shape === "star" ? "circle" : look.shape, x, y, edge);
  context.save();
  context.clip(outline);
  context.fillStyle = theme.paper;
  context.fillRect(x - 2 * edge, y - 2 * edge, 4 * edge, 4 * edge);
  drawStripes(context, x - 2 * edge, y - 2 * edge, 4 * edge, theme.ink, look.hatched);
  context.restore();
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.stroke(outline);
}

// Rising stripes where a status is disputed, falling ones where the land is.
function drawStripes(context, left, top, side, ink, reasons) {
  context.strokeStyle = ink;
  context.lineWidth = 1.3;
  context.beginPath();
  for (let at = 0; at < 2 * side; at += 3.5) {
    if (reasons.includes("status")) { context.moveTo(left + at - side, top + side); context.lineTo(left + at, top); }
    if (reasons.includes("land")) { context.moveTo(left + at - side, top); context.lineTo(left + at, top + side); }
  }
  context.stroke();
}

// The same falling stripes as a pattern, for land of any size.
function stripedWith(context, colour) {
  const side = 7, ratio = window.devicePixelRatio || 1, tile = element("canvas");
  tile.width = tile.height = side * ratio;
  const brush = tile.getContext("2d");
  brush.scale(ratio, ratio);
  brush.strokeStyle = colour;
  brush.lineWidth = 1.4;
  brush.beginPath();
  for (const at of [-side, 0, side]) { brush.moveTo(at - 1, -1); brush.lineTo(at + side + 1, side + 1); }
  brush.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0]));
  return pattern;
}

function drawCount(context, count, x, y, theme) {
  context.save();
  context.font = `600 10px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  drawText(context, String(count), x + 1, y, theme.ink, theme.paper);
  context.restore();
}

// --- groups: a disc with their number, and round it a ring of how many of them are in which talks ---

const RING = 6;

const groupRadius = (count) => Math.round(15 + 4.6 * Math.log10(count + 1)) / 2;

// Many at once: the discs are stamped, and of the rings everything of one colour is one path.
function drawGroups(context, marks, { talks, stamps }, theme) {
  const rings = new Map();
  for (const mark of marks) {
    stamps.drawDisc(context, mark, theme);
    if (mark.groups.kinds) addRing(rings, mark, talks, theme);
  }
  for (const { colour, dash, width, path } of rings.values()) strokeRing(context, colour, dash, width, path);
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { number, x, y, layer } of marks) {
    context.fillStyle = layer.sites ? theme.paper : theme.group;
    context.font = `600 ${number < 1000 ? 11 : 9.5}px ${FONT}`;
    context.fillText(String(number), x, y + 0.5);
  }
}

// Sites are dark with a pale number; what else is drawn together is pale with a dark one.
function drawDisc(context, { number, layer, groups }, x, y, theme) {
  const radius = groupRadius(number), [fill, ink] = layer.sites ? [theme.group, theme.paper] : [theme.paper, theme.group];
  context.fillStyle = ink;
  context.beginPath();
  context.arc(x, y, groups.kinds ? radius + RING : radius + 1.5, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = fill;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

// A segment for each state of the talks, as long as its part of the group, but never too short to be seen; gaps between
// them, and the inner mark of the state as the kind of its line.
function addRing(rings, { number, tallies, x, y }, talks, theme) {
  const radius = groupRadius(number) + RING - 2.6;
  const gap = tallies.length > 1 ? 2.2 / radius : 0, least = 3.5 / radius, free = 2 * Math.PI - tallies.length * (gap + least);
  let angle = -Math.PI / 2 + gap / 2;
  for (const [kind, part] of tallies) {
    const end = angle + least + (free * part) / number, { path } = ringOf(rings, talks[kind].look, theme);
    path.moveTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    path.arc(x, y, radius, angle, end);
    angle = end + gap;
  }
}

function ringOf(rings, look, theme) {
  const colour = theme.dark ? look.colour_dark : look.colour, { mark } = look, key = `${colour} ${mark}`;
  if (!rings.has(key)) {
    const width = mark === "ring" ? 1.6 : mark === "half" ? 2.2 : 3.4, dash = { cross: [1.6, 1.2], dash: [4, 1.4] }[mark] || [];
    rings.set(key, { colour, dash, width, path: new Path2D() });
  }
  return rings.get(key);
}

function strokeRing(context, colour, dash, width, path) {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = "butt";
  context.setLineDash(dash);
  context.stroke(path);
  context.restore();
}

// --- single marks, of which the map may hold thousands: each look is drawn once and stamped ---

class Stamps {
  constructor() {
    this.made = new Map();
  }

  // A single mark, for a look.
  draw(context, look, x, y, theme) {
    this.stamp(context, look, look.size * 1.3 + 18, x, y, theme, (brush, middle) => drawMark(brush, look, middle, middle, theme));
  }

  // The disc of a group, for a radius.
  drawDisc(context, mark, theme) {
    const radius = groupRadius(mark.number), key = `${radius} ${mark.layer.sites} ${mark.groups.kinds > 0}`;
    this.stamp(context, key, radius + RING + 1, mark.x, mark.y, theme, (brush, middle) => drawDisc(brush, mark, middle, middle, theme));
  }

  stamp(context, key, reach, x, y, theme, draw) {
    const ratio = window.devicePixelRatio || 1, side = 2 * Math.ceil(reach);
    let made = this.made.get(key);
    if (!made || made.ratio !== ratio || made.theme !== theme) {
      const canvas = element("canvas");
      canvas.width = canvas.height = Math.ceil(side * ratio);
      const brush = canvas.getContext("2d");
      brush.scale(ratio, ratio);
      draw(brush, side / 2);
      made = { canvas, ratio, theme };
      this.made.set(key, made);
    }
    const whole = (at) => Math.round((at - side / 2) * ratio) / ratio;
    context.drawImage(made.canvas, whole(x), whole(y), side, side);
  }
}

// A group as the legend shows it: with the talks that are named there.
function drawGroupSwatch(context, look, x, y, theme) {
  const talks = look.talks || [], tallies = talks.map((_, kind) => [kind, 1]), number = Math.max(look.count, talks.length);
  const mark = { layer: { sites: true }, groups: { kinds: talks.length }, number, tallies, x, y };
  drawGroups(context, [mark], { talks, stamps: new Stamps() }, theme);
}

function drawAreaSwatch(context, look, x, y, theme) {
  context.save();
  styleArea(context, look, theme);
  const box = new Path2D();
  box.rect(x - 8, y - 5, 16, 10);
  if (!look.hollow) context.fill(box);
  context.globalAlpha = 1;
  if (look.hatched) hatchArea(context, box, theme);
  context.stroke(box);
  context.restore();
}

function hatchArea(context, path, theme) {
  context.fillStyle = stripedWith(context, theme.ink);
  context.fill(path, "evenodd");
}

function styleArea(context, look, theme) {
  context.fillStyle = context.strokeStyle = theme.dark ? look.colour_dark : look.colour;
  context.globalAlpha = look.opacity;
  context.lineWidth = look.size;
  context.setLineDash(look.hollow ? [5, 3] : []);
}

function drawLineSwatch(context, x, y, theme) {
  context.save();
  context.strokeStyle = theme.disputed;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(x - 9, y);
  context.lineTo(x + 9, y);
  context.stroke();
  context.restore();
}

function drawText(context, text, x, y, ink, halo) {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
