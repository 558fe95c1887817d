// The rows of an overlay as columns (see layers/mapcolumns.py), and what stands of them at the moment: however many
// there are, none of them is an object of its own.

const SINCE_EVER = -(2 ** 31);

// Numbers that are told as differences, each from the one before it.
function summed(steps) {
  const numbers = new Int32Array(steps.length);
  for (let i = 0, number = 0; i < steps.length; i += 1) numbers[i] = number += steps[i];
  return numbers;
}

class Layer {
  constructor(columns, areas, sites) {
    this.name = columns.name;
    this.title = columns.title;
    this.sites = columns.sites;
    this.ids = columns.ids;
    this.labels = columns.labels;
    this.names = columns.names;
    this.unplaced = columns.unplaced;
    this.size = columns.ids.length;
    this.about = columns.about;
    this.abouts = columns.abouts.map(summed);
    this.siteIds = sites;
    this.now = new Int32Array(this.size).fill(-1);
    this.readPlaces(columns, areas);
  }

  readPlaces({ points, areas, unplaced }, shapes) {
    const { size } = this, without = new Uint8Array(size);
    this.areas = new Map();
    for (let i = 0; i < areas.length; i += 2) { this.areas.set(areas[i], shapes[areas[i + 1]]); without[areas[i]] = 1; }
    for (const row of unplaced) without[row] = 1;
    for (const name of ["lat", "lon", "x", "y"]) this[name] = new Float64Array(size).fill(NaN);
    for (let row = 0, at = 0, lon = 0, lat = 0; row < size; row += 1) {
      if (without[row]) continue;
      lon += points[at];
      lat += points[at + 1];
      at += 2;
      this.lon[row] = lon / 10000;
      this.lat[row] = lat / 10000;
      this.x[row] = mercatorX(this.lon[row]);
      this.y[row] = mercatorY(this.lat[row]);
    }
  }

  // The versions of the rows: `first[row]` to `first[row + 1]` are those of a row, in order of time.
  takeVersions(state, talks) {
    const row = summed(state.row), first = new Int32Array(this.size + 1);
    for (const one of row) first[one + 1] += 1;
    for (let i = 0; i < this.size; i += 1) first[i + 1] += first[i];
    const days = Int32Array.from(state.days || [null], (day) => (day === null ? SINCE_EVER : day));
    const from = state.from ? Int32Array.from(state.from, (place) => days[place]) : new Int32Array(row.length).fill(SINCE_EVER);
    Object.assign(this, { first, from, look: Int32Array.from(state.look), set: Int32Array.from(state.lines) });
    Object.assign(this, { sets: state.sets, texts: state.texts, looks: looksOf(state.looks) });
    // Groups are counted by the talks; what is in none of them by nothing.
    this.tallies = state.looks.talks ? this.looks.map((look) => talks.indexOf(look.talks)) : null;
  }

  // What stands of each row on a day (null: at any time) of what passes the filters (null: all).
  standOn(day, passes) {
    this.filter = passes;
    const { first, from, look, now } = this;
    for (let row = 0; row < this.size; row += 1) {
      let version = -1;
      if (!passes || this.passes(row, passes)) {
        version = first[row + 1] - 1;
        if (day !== null) while (version >= first[row] && from[version] > day) version -= 1;
      }
      now[row] = version >= first[row] && look[version] >= 0 ? version : -1;
    }
  }

  // Whether a filter leaves a row; what is about no installation is always left.
  passes(row, passes) {
    if (this.sites) return passes[row] === 1;
    if (this.about.length) return this.abouts[this.about[row]].some((site) => passes[site]);
    this.siteOf ??= this.siteNumbers();
    return this.siteOf[row] < 0 || passes[this.siteOf[row]] === 1;
  }

  siteNumbers() {
    const numbers = new Map(this.siteIds.map((id, number) => [id, number]));
    return Int32Array.from(this.ids, (id) => numbers.get(id) ?? -1);
  }

  // Whether a row stands on some day, of what passes the filters.
  takesPart(row) {
    return this.first[row] < this.first[row + 1] && (!this.filter || this.passes(row, this.filter));
  }

  stands(row) {
    return this.now[row] >= 0;
  }

  isPoint(row) {
    return this.x[row] === this.x[row];
  }

  lookOf(row) {
    return this.looks[this.look[this.now[row]]];
  }

  linesOf(row) {
    return this.sets[this.set[this.now[row]]].map((text) => this.texts[text]);
  }

  // The rows that stand and satisfy a question, the first `most` of them.
  find(question, most) {
    const found = [];
    for (let row = 0; row < this.size && found.length < most; row += 1) {
      if (this.now[row] >= 0 && question(row)) found.push(row);
    }
    return found;
  }

  rowsWithIds(ids) {
    return ids.size ? this.find((row) => ids.has(this.ids[row]), Infinity) : [];
  }

  // One row as something to show, to list or to choose: made when it is wanted.
  item(row) {
    return {
      layer: this, row, id: this.ids[row], label: this.labels[row], look: this.lookOf(row), lines: this.linesOf(row),
      sites: this.sites, point: this.isPoint(row), lat: this.lat[row], lon: this.lon[row],
    };
  }

  // Labels and names of each row as a search compares them.
  searchTexts() {
    if (!this.folded) {
      const texts = this.labels.map((label, row) => [label, ...(this.names[row] || [])].join(" "));
      const all = folded(texts.join("\n")).split("\n");
      this.folded = all.length === texts.length ? all : texts.map(folded);
    }
    return this.folded;
  }
}

// A table of looks, told column by column, as one object each.
function looksOf(columns) {
  const names = Object.keys(columns);
  return columns.colour.map((_, place) => Object.fromEntries(names.map((name) => [name, columns[name][place]])));
}

// An area's path is made when it is first drawn.
function pathOf(area) {
  if (!area.path) {
    area.path = new Path2D();
    for (const polygon of area.polygons) {
      for (const text of polygon) addPoints(area.path, unpackLine(text, area.units), [0, 0], true);
    }
  }
  return area.path;
}
