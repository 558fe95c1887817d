// The rows of an overlay as columns (see layers/mapcolumns.py), and what stands of them at the moment: however many
// there are, none of them is an object of its own.

const SINCE_EVER = -(2 ** 31);
const GONE = -2;
const REASONS = ["status", "land"];

// Numbers that are told as differences, each from the one before it.
function summed(steps) {
  const numbers = new Int32Array(steps.length);
  for (let i = 0, number = 0; i < steps.length; i += 1) numbers[i] = number += steps[i];
  return numbers;
}

// Numbers of rows, which may be told as differences too.
const numbersOf = (column) => (column.steps ? summed(column.steps) : Int32Array.from(column));

// Texts of rows, which may be told once each.
const textsOf = (column) => (column.each ? Array.from(numbersOf(column.of), (number) => column.each[number]) : column);

class Layer {
  constructor(columns, areas, sites) {
    this.name = columns.name;
    this.title = columns.title;
    this.sites = columns.sites;
    this.ids = textsOf(columns.ids);
    this.labels = textsOf(columns.labels);
    this.names = columns.names;
    this.unplaced = columns.unplaced;
    this.size = this.ids.length;
    this.about = numbersOf(columns.about);
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

  // What the rows are made of: threads (the status, the hosts, the talks ...), in each of which a row has a course, whose
  // stretches are `first[course]` to `first[course + 1]`.
  takeThreads(state, talks) {
    const days = state.days.map((day) => (day === null ? SINCE_EVER : day));
    this.threads = state.threads.map((of) => (typeof of === "number" ? new Int32Array(this.size).fill(of) : numbersOf(of)));
    this.first = new Int32Array(state.lengths.length + 1);
    state.lengths.forEach((length, course) => { this.first[course + 1] = this.first[course] + length; });
    this.from = Int32Array.from(state.from, (place) => days[place]);
    Object.assign(this, { look: state.look, set: state.lines, sets: state.sets, texts: state.texts, looks: looksOf(state.looks) });
    this.stretch = new Int32Array(state.lengths.length); // of each course, the one of the moment
    this.made = new Map();
    this.takeTalks(talks);
  }

  // Groups are counted by the thread that says in which talks a row is.
  takeTalks(talks) {
    const tallyOf = (stretch) => (this.look[stretch] < 0 ? -1 : talks.indexOf(this.looks[this.look[stretch]].talks));
    this.tallyOf = Int32Array.from(this.look, (_, stretch) => tallyOf(stretch));
    this.inTalks = this.size ? this.threads.find((of) => this.tallyOf[this.first[of[0]]] >= 0) || null : null;
    this.kinds = this.inTalks ? talks.length : 0;
  }

  // What stands of each row on a day (null: at any time) of what passes the filters (null: all).
  standOn(day, passes) {
    const { first, from, look, now, stretch, threads: [of] } = this;
    this.filter = passes;
    for (let course = 0; course < stretch.length; course += 1) {
      let at = first[course + 1] - 1;
      if (day !== null) while (at >= first[course] && from[at] > day) at -= 1;
      stretch[course] = at >= first[course] && look[at] !== GONE ? at : -1;
    }
    for (let row = 0; row < this.size; row += 1) now[row] = passes && !this.passes(row, passes) ? -1 : stretch[of[row]];
  }

  // The kind of talks that a row is in at the moment.
  tally(row) {
    return this.tallyOf[this.stretch[this.inTalks[row]]];
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
    const course = this.threads[0][row], last = this.first[course + 1] - 1;
    const ever = this.look[last] !== GONE || last > this.first[course];
    return ever && (!this.filter || this.passes(row, this.filter));
  }

  stands(row) {
    return this.now[row] >= 0;
  }

  isPoint(row) {
    return this.x[row] === this.x[row];
  }

  stretchesOf(row) {
    return this.threads.map((of) => this.stretch[of[row]]).filter((stretch) => stretch >= 0);
  }

  // A look is put together of what the threads give to it: hatched for every reason, hollow for any. Equal ones are one.
  lookOf(row) {
    const places = this.stretchesOf(row).map((stretch) => this.look[stretch]).filter((look) => look >= 0), key = places.join();
    if (!this.made.has(key)) {
      const parts = places.map((look) => this.looks[look]), hatched = parts.map((part) => part.hatched).join(" ");
      const look = Object.assign({}, ...parts, {
        hatched: REASONS.filter((reason) => hatched.includes(reason)).join(" "), hollow: parts.some((part) => part.hollow),
      });
      const same = JSON.stringify(look);
      if (!this.made.has(same)) this.made.set(same, look);
      this.made.set(key, this.made.get(same));
    }
    return this.made.get(key);
  }

  linesOf(row) {
    const sets = this.stretchesOf(row).map((stretch) => this.set[stretch]).filter((set) => set >= 0);
    return [...new Set(sets.flatMap((set) => this.sets[set]))].map((text) => this.texts[text]);
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

// A table of looks, told column by column, as one object each, of what is given.
function looksOf(columns) {
  const names = Object.keys(columns), size = names.length ? columns[names[0]].length : 0;
  return Array.from({ length: size }, (_, place) => Object.fromEntries(names.map((name) => [name, columns[name][place]])
    .filter(([, value]) => value !== null)));
}

// An area's path is made when it is first drawn.
function pathOf(area) {
  if (!area.path) {
    area.path = new Path2D();
    for (const polygon of area.polygons) {
      for (const text of polygon) addPoints(area.path, unpackLine(text), area.units, [0, 0], true);
    }
  }
  return area.path;
}
