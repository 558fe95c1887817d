// Reads the basemap's packed lines (see layers/linecode.py) into Leaflet's [lat, lon] pairs.
const LINE_LETTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((one) => !"\"'&<>\\`$".includes(one));
const LINE_VALUES = new Uint8Array(128), LINE_BASE = LINE_LETTERS.length, LINE_DIRECT = 70;
LINE_LETTERS.forEach((letter, value) => { LINE_VALUES[letter.charCodeAt(0)] = value; });

function packedNumbers(text) {
  const numbers = [], two = LINE_DIRECT + (LINE_BASE - LINE_DIRECT - 1) * LINE_BASE;
  let at = 0;
  const next = () => LINE_VALUES[text.charCodeAt(at++)];
  while (at < text.length) {
    let folded = next();
    if (folded === LINE_BASE - 1) folded = two + (next() * LINE_BASE + next()) * LINE_BASE + next();
    else if (folded >= LINE_DIRECT) folded = LINE_DIRECT + (folded - LINE_DIRECT) * LINE_BASE + next();
    numbers.push(folded % 2 ? -(folded + 1) / 2 : folded / 2);
  }
  return numbers;
}

function unpackLine(text, unitsPerDegree) {
  const numbers = packedNumbers(text), points = [];
  for (let at = 0, x = 0, y = 0; at < numbers.length; at += 2) {
    x += numbers[at];
    y += numbers[at + 1];
    points.push([y / unitsPerDegree, x / unitsPerDegree]);
  }
  return points;
}

// Several lines in one text: the number of its points before each, which goes on from where the last one began.
function unpackLines(text, unitsPerDegree) {
  const numbers = packedNumbers(text), lines = [];
  for (let at = 0, fromX = 0, fromY = 0; at < numbers.length;) {
    const points = [], end = at + 1 + 2 * numbers[at];
    let x = fromX, y = fromY;
    for (at += 1; at < end; at += 2) {
      x += numbers[at];
      y += numbers[at + 1];
      if (!points.length) [fromX, fromY] = [x, y];
      points.push([y / unitsPerDegree, x / unitsPerDegree]);
    }
    lines.push(points);
  }
  return lines;
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
