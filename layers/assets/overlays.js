// The overlays on the canvas: areas, groups of points and single marks, their names, and what a pointer meets.

const EVENTS_BELOW = 17;
const MOST_SITE_NAMES = 400;
const MOST_TOUCHED = 150;

// What of the overlays can be seen, the topmost last: areas, then marks. A pointer hits the same.
function seenIn(view, { layers, groups }) {
  const areas = copiesIn(view).flatMap((copy) => layers.flatMap((layer) => areasIn(layer, view, copy)));
  return { view, groups, areas, marks: groups.flatMap((some, place) => marksIn(some, place, view)) };
}

function paintSeen(context, { areas, marks }, scene, theme) {
  for (const area of areas) paintArea(context, area.look, area.path, theme);
  paintMarks(context, marks, scene, theme);
}

// Names stand on a canvas of their own: most days change none of them.
function paintWords(context, { view, marks }, covered, scene, theme) {
  const taken = new Taken(view, [...covered, ...marks.map(boxOfMark)]);
  paintSiteNames(context, view, marks, scene, taken, theme);
  if (scene.showNames) paintNames(context, view, scene.names, taken, theme, scene.lang);
}

function areasIn(layer, view, copy) {
  return [...layer.areas].filter(([row]) => layer.stands(row)).map(([row, area]) => {
    return { layer, row, look: layer.lookOf(row), path: placed(pathOf(area), [0, 0], view, copy) };
  });
}

function paintArea(context, look, path, theme) {
  context.save();
  styleArea(context, look, theme);
  if (!look.hollow) context.fill(path, "evenodd");
  context.globalAlpha = 0.8;
  if (look.hatched) hatchArea(context, path, theme);
  context.globalAlpha = Math.min(1, look.opacity * 3);
  context.stroke(path);
  context.restore();
}

// The groups that can be seen, each where it is in the copy of the world nearest the middle.
function marksIn(groups, place, view) {
  const { layer, total, x, y } = groups, marks = [];
  // Events stand at the place of an installation: a little below it, or its mark would cover them.
  const below = layer.sites ? 0 : EVENTS_BELOW, middle = view.left + view.width / 2;
  for (let group = 0; group < groups.size; group += 1) {
    if (!total[group]) continue;
    const top = y[group] - view.top + below;
    if (top < -40 || top > view.height + 40) continue;
    const left = x[group] + Math.round((middle - x[group]) / view.world) * view.world - view.left;
    if (left < -40 || left > view.width + 40) continue;
    const mark = total[group] > 1 ? groupMark(groups, group, left, top) : singleMark(groups, group, view, left, top);
    marks.push(Object.assign(mark, { key: place * 2 ** 24 + group }));
  }
  return marks;
}

function groupMark(groups, group, x, y) {
  const number = groups.total[group];
  const tallies = groups.talliesOf(group), radius = groupRadius(number) + (groups.kinds ? RING : 0);
  return { layer: groups.layer, groups, group, number, tallies, x, y, radius };
}

// What is left alone of a group stands at its own place, not where the first of the group would be.
function singleMark(groups, group, view, x, y) {
  const { layer } = groups, row = groups.standing[group], look = layer.lookOf(row);
  const right = layer.x[row] * view.world - groups.x[group], down = layer.y[row] * view.world - groups.y[group];
  return { layer, row, number: 1, look, x: x + right, y: y + down, radius: look.size };
}

// The rows that a mark or an area stands for.
const rowsOf = (hit) => (hit.group === undefined ? [hit.row] : hit.groups.standingRows(hit.group));

// A mark with its corners, its striped edge, the small count beside it, and some air.
function boxOfMark(mark) {
  const { x, y } = mark, reach = reachOf(mark) + 3, count = mark.look && mark.look.count > 1 ? 9 : 0;
  return [x - reach, y - reach - count / 2, x + reach + count, y + reach];
}

const reachOf = ({ radius, look }) => (look ? radius * 1.2 + (look.hatched ? 5 : 0) : radius);

// [before, now] of each mark that is drawn otherwise than before, undefined where it was not or is no longer there.
function changedMarks(before, now) {
  const old = new Map(before.marks.map((mark) => [mark.key, mark])), changed = [];
  for (const mark of now.marks) {
    const was = old.get(mark.key);
    if (!was || !isDrawnAs(was, mark)) changed.push([was, mark]);
    old.delete(mark.key);
  }
  for (const gone of old.values()) changed.push([gone, undefined]);
  return changed;
}

const isDrawnAs = (one, other) => one.number === other.number && one.look === other.look && one.row === other.row
  && String(one.tallies) === String(other.tallies);

const isSameArea = (one, other) => other && one.layer === other.layer && one.row === other.row && one.look === other.look;

// Whether words have to be written anew: where marks came, went, or take another room.
function movesWords(changed) {
  const room = (mark) => mark && [mark.row, ...boxOfMark(mark)].join();
  return changed.some(([was, mark]) => room(was) !== room(mark));
}

// Paints only where marks have changed; false where that is as much work as to paint all.
function touchUp(context, before, now, changed, scene, theme) {
  const areas = before.areas.length === now.areas.length && before.areas.every((area, at) => isSameArea(area, now.areas[at]));
  if (!areas || changed.length > MOST_TOUCHED || !Number.isInteger(window.devicePixelRatio || 1)) return false;
  const boxes = changed.flat().filter(Boolean).map((mark) => wholePixels(boxOfMark(mark)));
  const path = new Path2D();
  context.save();
  for (const [left, top, right, bottom] of boxes) path.rect(left, top, right - left, bottom - top);
  context.clip(path);
  for (const [left, top, right, bottom] of boxes) context.clearRect(left, top, right - left, bottom - top);
  const within = now.marks.filter((mark) => boxes.some((box) => touch(box, boxOfMark(mark))));
  paintSeen(context, { areas: now.areas, marks: within }, scene, theme);
  context.restore();
  return true;
}

// A ring round what is selected reaches furthest.
const wholePixels = ([left, top, right, bottom]) => [Math.floor(left) - 8, Math.floor(top) - 8, Math.ceil(right) + 8, Math.ceil(bottom) + 8];

const touch = (one, other) => one[0] < other[2] + 8 && one[2] > other[0] - 8 && one[1] < other[3] + 8 && one[3] > other[1] - 8;

function paintMarks(context, marks, scene, theme) {
  const many = marks.filter((mark) => mark.number > 1), ringed = marks.filter((mark) => isRinged(mark, scene.ringed));
  for (const sites of [false, true]) {
    drawGroups(context, many.filter((mark) => mark.layer.sites === sites), scene, theme);
    for (const mark of marks) {
      if (mark.number === 1 && mark.layer.sites === sites) scene.stamps.draw(context, mark.look, mark.x, mark.y, theme);
    }
  }
  for (const mark of ringed) drawRinged(context, mark, theme);
}

const isRinged = (mark, ringed) => mark.number === 1 && mark.layer.sites && ringed.has(mark.layer.ids[mark.row]);

function drawRinged(context, { x, y, radius }, theme) {
  context.beginPath();
  context.arc(x, y, radius + 8, 0, 2 * Math.PI);
  context.lineWidth = 1.6;
  context.strokeStyle = theme.ink;
  context.stroke();
}

function paintSiteNames(context, view, marks, scene, taken, theme) {
  context.textAlign = "left";
  context.textBaseline = "middle";
  const sites = marks.filter((mark) => mark.number === 1 && mark.layer.sites);
  const first = (mark) => (isRinged(mark, scene.ringed) ? 0 : 1);
  for (const mark of sites.sort((one, other) => first(one) - first(other)).slice(0, MOST_SITE_NAMES)) {
    context.font = `${first(mark) ? "" : "600 "}12px ${theme.font}`;
    const lines = inLines(mark.layer.labels[mark.row]), width = Math.max(...lines.map((line) => context.measureText(line).width));
    const half = 7 * lines.length;
    // Beyond the mark's own box, and beyond the ring of what is selected.
    const reach = reachOf(mark) + (first(mark) ? 4 : 11), beside = reach + (mark.look.count > 1 ? 9 : 0);
    const starts = [[mark.x + beside, mark.y, 0], [mark.x - reach - width, mark.y, 1],
      [mark.x - width / 2, mark.y - reach - half - 5, 0.5], [mark.x - width / 2, mark.y + reach + half, 0.5]];
    const boxAt = (x, y) => [x, y - half, x + width, y + half];
    const found = starts.find(([x, y]) => isWhole(boxAt(x, y), view) && taken.claim(boxAt(x, y)));
    if (!found) continue;
    const [left, middle, side] = found;
    lines.forEach((line, i) => drawText(context, line, left + side * (width - context.measureText(line).width),
      middle - half + 7 + 14 * i, theme.ink, theme.land));
  }
}

// A long name in two lines, broken at the space nearest its middle; what is longer still is cut.
function inLines(text) {
  const cut = (line) => (line.length > 32 ? `${line.slice(0, 30).trimEnd()}…` : line);
  if (text.length <= 24) return [text];
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const far = (at) => Math.abs(at - text.length / 2), at = spaces.sort((one, other) => far(one) - far(other))[0];
  return at === undefined ? [cut(text)] : [cut(text.slice(0, at)), cut(text.slice(at + 1))];
}

// The topmost thing at a point of the canvas: marks with some tolerance, else areas, else a disputed border.
function findHit(context, { areas, marks }, x, y) {
  let best = null, nearest = 7;
  for (const mark of marks) {
    const away = Math.hypot(mark.x - x, mark.y - y) - mark.radius;
    if (away < 7 && away <= nearest) [best, nearest] = [mark, away];
  }
  return best || areas.findLast((area) => inPath(context, area.path, x, y)) || null;
}

function inPath(context, path, x, y) {
  context.save();
  context.resetTransform();
  const inside = context.isPointInPath(path, x, y, "evenodd");
  context.restore();
  return inside;
}

function findDispute(context, view, disputes, x, y) {
  context.save();
  context.resetTransform();
  context.setLineDash([]);
  context.lineWidth = 9;
  const found = copiesIn(view).flatMap((copy) => disputes
    .filter((dispute) => context.isPointInStroke(placed(dispute.path, dispute.origin, view, copy), x, y)));
  context.restore();
  return found[0] || null;
}
