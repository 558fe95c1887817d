// The overlays: rows from the project's data, joined with the state of the View, drawn and found again by pointer.

const GROUP_WITHIN = 23;
const EVENTS_BELOW = 17;

// One item for each shown row of each overlay that is on, in drawing order.
function readItems(rows, state, on) {
  return rows.overlays.flatMap((overlay) => {
    const shown = on.has(overlay.name) ? state.overlays[overlay.name] : null;
    if (!shown) return [];
    return shown.rows.map(([row, look, texts]) => ({
      overlay: overlay.name, sites: overlay.sites, row, id: overlay.ids[row], label: overlay.labels[row],
      place: overlay.places[row], names: overlay.names ? overlay.names[row] : [overlay.labels[row]],
      look: shown.looks[look], lines: texts.map((text) => shown.texts[text]),
    }));
  }).map(withPlace);
}

function withPlace(item) {
  if (!item.place) return item;
  if (Array.isArray(item.place)) {
    const [lon, lat] = item.place;
    return { ...item, point: [mercatorX(lon), mercatorY(lat)], lat, lon };
  }
  const origin = [0, 0], path = new Path2D();
  for (const polygon of item.place.polygons) {
    for (const text of polygon) addPoints(path, unpackLine(text, item.place.units), origin, true);
  }
  return { ...item, origin, path };
}

// Points that would lie on one another become one, with a count; `alone` never joins.
function groupPoints(items, world, alone) {
  const cells = new Map(), groups = [];
  for (const item of items) {
    const x = item.point[0] * world, y = item.point[1] * world;
    const near = alone.has(item.id) ? null : nearGroup(cells, x, y, item.overlay);
    if (near) {
      near.members.push(item);
      continue;
    }
    const group = { x, y, members: [item], overlay: item.overlay };
    groups.push(group);
    if (!alone.has(item.id)) {
      const key = cellOf(x, y, 0, 0);
      cells.set(key, [...(cells.get(key) || []), group]);
    }
  }
  return groups;
}

const cellOf = (x, y, dx, dy) => `${Math.floor(x / GROUP_WITHIN) + dx},${Math.floor(y / GROUP_WITHIN) + dy}`;

function nearGroup(cells, x, y, overlay) {
  for (const dx of [-1, 0, 1]) {
    for (const dy of [-1, 0, 1]) {
      for (const group of cells.get(cellOf(x, y, dx, dy)) || []) {
        if (group.overlay === overlay && Math.hypot(group.x - x, group.y - y) < GROUP_WITHIN) return group;
      }
    }
  }
  return null;
}

// Draws all, and returns what a pointer can hit, the topmost last.
function paintOverlays(context, view, covered, scene, theme) {
  const hits = [], marks = [];
  for (const copy of copiesIn(view)) {
    for (const item of scene.items) if (item.path) hits.push(paintArea(context, item, view, copy, theme));
    for (const group of scene.groups) {
      const mark = placeGroup(group, view, copy);
      if (mark) marks.push(mark);
    }
  }
  for (const mark of marks) paintGroup(context, mark, scene.ringed, theme);
  const taken = [...covered, ...marks.map(boxOfMark)];
  paintSiteNames(context, view, marks, scene, taken, theme);
  if (scene.showNames) paintNames(context, view, scene.names, taken, theme, scene.lang);
  return [...hits, ...marks];
}

// A mark with its corners, its striped edge, the small count beside it, and some air.
function boxOfMark(mark) {
  const [item, ...others] = mark.members, { x, y } = mark, reach = reachOf(mark) + 3;
  const count = !others.length && item.look.count > 1 ? 9 : 0;
  return [x - reach, y - reach - count / 2, x + reach + count, y + reach];
}

function reachOf({ radius, members: [item, ...others] }) {
  return others.length ? radius : radius * 1.2 + (item.look.hatched ? 5 : 0);
}

function paintArea(context, item, view, copy, theme) {
  const path = placed(item.path, item.origin, view, copy);
  context.save();
  styleArea(context, item.look, theme);
  if (!item.look.hollow) context.fill(path, "evenodd");
  context.globalAlpha = 0.8;
  if (item.look.hatched) hatchArea(context, path, theme);
  context.globalAlpha = Math.min(1, item.look.opacity * 3);
  context.stroke(path);
  context.restore();
  return { members: [item], path };
}

function placeGroup(group, view, copy) {
  const [item] = group.members;
  // Events stand at the place of an installation: a little below it, or its mark would cover them.
  const x = group.x + copy * view.world - view.left, y = group.y - view.top + (item.sites ? 0 : EVENTS_BELOW);
  if (!isNearest(x, view) || x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) return null;
  const radius = group.members.length > 1 ? groupRadius(group.members.length) : item.look.size;
  return { ...group, x, y, radius };
}

function paintGroup(context, mark, ringed, theme) {
  const [item] = mark.members;
  // Sites are dark with a pale number; what else is drawn together is pale with a dark one.
  const [fill, ink] = item.sites ? [theme.group, theme.paper] : [theme.paper, theme.group];
  if (mark.members.length > 1) drawGroup(context, mark.members.length, mark.x, mark.y, fill, ink);
  else drawMark(context, item.look, mark.x, mark.y, theme);
  if (!mark.members.some((member) => member.sites && ringed.has(member.id))) return;
  context.beginPath();
  context.arc(mark.x, mark.y, mark.radius + 8, 0, 2 * Math.PI);
  context.lineWidth = 1.6;
  context.strokeStyle = theme.ink;
  context.stroke();
}

function paintSiteNames(context, view, marks, scene, taken, theme) {
  context.textAlign = "left";
  context.textBaseline = "middle";
  const sites = marks.filter((mark) => mark.members.length === 1 && mark.members[0].sites);
  const first = (mark) => (scene.ringed.has(mark.members[0].id) ? 0 : 1);
  for (const mark of sites.sort((one, other) => first(one) - first(other)).slice(0, 400)) {
    const [item] = mark.members;
    context.font = `${first(mark) ? "" : "600 "}12px ${theme.font}`;
    const lines = inLines(item.label), width = Math.max(...lines.map((line) => context.measureText(line).width));
    const half = 7 * lines.length;
    // Beyond the mark's own box, and beyond the ring of what is selected.
    const reach = reachOf(mark) + (first(mark) ? 4 : 11), beside = reach + (item.look.count > 1 ? 9 : 0);
    const starts = [[mark.x + beside, mark.y, 0], [mark.x - reach - width, mark.y, 1],
      [mark.x - width / 2, mark.y - reach - half - 5, 0.5], [mark.x - width / 2, mark.y + reach + half, 0.5]];
    const boxAt = (x, y) => [x, y - half, x + width, y + half];
    const found = starts.find(([x, y]) => isWhole(boxAt(x, y), view) && claim(taken, boxAt(x, y)));
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
function findHit(context, hits, x, y) {
  let best = null;
  for (const hit of hits) {
    if (hit.path) continue;
    const away = Math.hypot(hit.x - x, hit.y - y) - hit.radius;
    if (away < 7 && (!best || away <= best.away)) best = { ...hit, away };
  }
  if (best) return best;
  return [...hits].reverse().find((hit) => hit.path && inPath(context, hit.path, x, y)) || null;
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
