// Points that would lie on one another become one, with a count. Who is with whom depends on the zoom, on what passes
// the filters and on what is selected, but not on the day: on another day only what stands is counted anew.

const GROUP_WITHIN = 26;

class Groups {
  // `alone`: rows that join no other.
  constructor(layer, world, alone) {
    const { size } = layer, apart = new Uint8Array(size);
    for (const row of alone) apart[row] = 1;
    this.layer = layer;
    this.x = new Float64Array(size);
    this.y = new Float64Array(size);
    this.size = 0;
    const groupOf = new Int32Array(size).fill(-1), cells = new Cells(size);
    for (let row = 0; row < size; row += 1) {
      if (!layer.isPoint(row) || !layer.takesPart(row)) continue;
      const x = layer.x[row] * world, y = layer.y[row] * world;
      let group = apart[row] ? -1 : cells.near(x, y, this);
      if (group < 0) {
        group = this.size;
        this.x[group] = x;
        this.y[group] = y;
        this.size += 1;
        if (!apart[row]) cells.add(group, x, y);
      }
      groupOf[row] = group;
    }
    this.sortRows(groupOf);
    this.total = new Int32Array(this.size);
    this.standing = new Int32Array(this.size);
    this.kinds = layer.kinds;
    this.counts = new Int32Array(this.size * this.kinds);
  }

  // The rows in order of their groups: those of a group are `first[group]` to `first[group + 1]` of `rows`.
  sortRows(groupOf) {
    this.first = new Int32Array(this.size + 1);
    for (const group of groupOf) if (group >= 0) this.first[group + 1] += 1;
    for (let group = 0; group < this.size; group += 1) this.first[group + 1] += this.first[group];
    const next = this.first.slice();
    this.rows = new Int32Array(this.first[this.size]);
    groupOf.forEach((group, row) => { if (group >= 0) { this.rows[next[group]] = row; next[group] += 1; } });
  }

  // How many rows of each group stand, which one where there is one, and how many there are in which talks.
  count() {
    const { layer, rows, first, total, standing, counts, kinds } = this, { now } = layer;
    counts.fill(0);
    for (let group = 0; group < this.size; group += 1) {
      let number = 0;
      for (let at = first[group]; at < first[group + 1]; at += 1) {
        const row = rows[at];
        if (now[row] < 0) continue;
        number += 1;
        standing[group] = row;
        if (kinds) counts[group * kinds + layer.tally(row)] += 1;
      }
      total[group] = number;
    }
  }

  standingRows(group) {
    return Array.from(this.rows.subarray(this.first[group], this.first[group + 1])).filter((row) => this.layer.stands(row));
  }

  // [kind, number] for each kind of talks that rows of a group are in.
  talliesOf(group) {
    return numbered(this.counts.subarray(group * this.kinds, (group + 1) * this.kinds));
  }
}

// [kind, number] for each kind of talks that some rows are in.
function talliesOf(layer, rows) {
  const counts = new Array(layer.kinds).fill(0);
  if (counts.length) for (const row of rows) counts[layer.tally(row)] += 1;
  return numbered(counts);
}

const numbered = (counts) => Array.from(counts, (number, kind) => [kind, number]).filter(([, number]) => number);

// Groups by square cells as wide as a group reaches, in a table that is looked up by a number of the cell.
class Cells {
  constructor(size) {
    this.mask = 2 ** Math.ceil(Math.log2(2 * size + 2)) - 1;
    this.column = new Int32Array(this.mask + 1);
    this.line = new Int32Array(this.mask + 1);
    this.newest = new Int32Array(this.mask + 1).fill(-1);
    this.older = new Int32Array(size).fill(-1);
  }

  // The place of a cell in the table, or the free place where it would go.
  place(column, line) {
    let place = (Math.imul(column, 73856093) ^ Math.imul(line, 19349663)) & this.mask;
    while (this.newest[place] >= 0 && (this.column[place] !== column || this.line[place] !== line)) place = (place + 1) & this.mask;
    return place;
  }

  add(group, x, y) {
    const column = Math.floor(x / GROUP_WITHIN), line = Math.floor(y / GROUP_WITHIN), place = this.place(column, line);
    this.column[place] = column;
    this.line[place] = line;
    this.older[group] = this.newest[place];
    this.newest[place] = group;
  }

  // A group that a point is near enough to join; -1 if there is none.
  near(x, y, groups) {
    const column = Math.floor(x / GROUP_WITHIN), line = Math.floor(y / GROUP_WITHIN);
    for (let dx = -1; dx < 2; dx += 1) {
      for (let dy = -1; dy < 2; dy += 1) {
        let group = this.newest[this.place(column + dx, line + dy)];
        for (; group >= 0; group = this.older[group]) {
          const across = groups.x[group] - x, down = groups.y[group] - y;
          if (across * across + down * down < GROUP_WITHIN * GROUP_WITHIN) return group;
        }
      }
    }
    return -1;
  }
}
