// Reads the basemap's packed lines (see layers/linecode.py) into Leaflet's [lat, lon] pairs.
const BASEMAP_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function unpackLine(text, unitsPerDegree) {
  const points = [], at = [0, 0];
  let folded = 0, factor = 1, axis = 0;
  for (const letter of text) {
    const value = BASEMAP_LETTERS.indexOf(letter);
    folded += (value % 32) * factor;
    factor *= 32;
    if (value > 31) continue;
    at[axis] += folded % 2 ? -(folded + 1) / 2 : folded / 2;
    if (axis) points.push([at[1] / unitsPerDegree, at[0] / unitsPerDegree]);
    axis = 1 - axis;
    folded = 0;
    factor = 1;
  }
  return points;
}

// The pieces of a land ring that are coast: what runs along the patch's own box was only cut there.
function coastOf(ring, [west, south, east, north]) {
  const runs = [];
  let run = null;
  ring.forEach((from, index) => {
    const to = ring[(index + 1) % ring.length];
    const cut = [[1, west], [1, east], [0, south], [0, north]]
      .some(([axis, edge]) => from[axis] === edge && to[axis] === edge);
    if (cut) run = null;
    else if (run) run.push(to);
    else runs.push(run = [from, to]);
  });
  return runs;
}
