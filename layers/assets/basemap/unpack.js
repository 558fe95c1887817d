// Reads packed lines (see layers/linecode.py): each as [lon, lat, lon, lat ...] in whole units, and no object for a point.
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

function unpackLine(text) {
  const numbers = packedNumbers(text);
  return summedPoints(numbers, 0, numbers.length, 0, 0);
}

// Several lines in one text: the number of its points before each, which goes on from where the last one began.
function unpackLines(text) {
  const numbers = packedNumbers(text), lines = [];
  for (let at = 0, x = 0, y = 0; at < numbers.length;) {
    const end = at + 1 + 2 * numbers[at], line = summedPoints(numbers, at + 1, end, x, y);
    [x, y] = line;
    lines.push(line);
    at = end;
  }
  return lines;
}

function summedPoints(numbers, from, end, fromX, fromY) {
  const points = new Int32Array(end - from);
  for (let at = from, to = 0, x = fromX, y = fromY; at < end; at += 2, to += 2) {
    points[to] = x += numbers[at];
    points[to + 1] = y += numbers[at + 1];
  }
  return points;
}
