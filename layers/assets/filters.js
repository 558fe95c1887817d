// Which sites and talks pass the filters of a document on a day, by the rules of layers/select.py; and the filters.

const OF_TALKS = ["status", "party"];
const DATED = ["host", "operator", "role"];
const OF_SITES_ALONE = ["host", "operator", "kind", "role"];
// The bit of a site that lacks the words searched for; those below it are one for each field.
const LACKS_WORDS = 128;

class Choices {
  // `names(site)` gives every name of a site, by its place among them.
  constructor({ filters, sites, talks }, texts, ids, names) {
    Object.assign(this, { filters, number: ids.length, shownTalks: talks.shown });
    this.fields = filters.map(({ field }) => field);
    this.values = Object.fromEntries(filters.map(({ field, values }) => [field, values]));
    this.sites = Object.fromEntries(Object.entries(sites).map(([name, table]) => [name, readTable(table)]));
    this.talks = Object.fromEntries(["dossier", ...OF_TALKS].map((name) => [name, readTable(talks[name])]));
    this.words = new Words(texts, ids, talks.ids, names);
  }

  // For each site and each of the talks 1 if it passes, and the roles that claims must have one of, if any are asked for.
  // `wanted` has values for fields, and words under `q`.
  passes(wanted, day) {
    const { sites, talks } = this.found(wanted, day);
    return { sites, talks, roles: wanted.role?.length ? wanted.role : null };
  }

  // For each field how many sites each of its values leaves with all other filters as they are.
  counts(wanted, day) {
    const { cells, misses } = this.found(wanted, day), tables = this.fields.map((field) => this.tableOf(field).of);
    const left = this.fields.map((field) => new Uint32Array(cells[field].length));
    for (let at = 0; at < misses.length; at += 1) {
      const missed = misses[at];
      if (!missed) for (let field = 0; field < tables.length; field += 1) left[field][tables[field][at]] += 1;
      // what one filter alone keeps out, its other options would let in
      else if (missed < LACKS_WORDS && !(missed & (missed - 1))) {
        const field = 31 - Math.clz32(missed);
        left[field][tables[field][at]] += 1;
      }
    }
    return Object.fromEntries(this.fields.map((field, at) => [field, this.countsOf(field, cells[field], left[at])]));
  }

  countsOf(field, cells, left) {
    const counts = new Uint32Array(this.values[field].length);
    cells.forEach((cell, at) => { for (const value of cell) counts[value] += left[at]; });
    return counts;
  }

  // For each filter that is set how many more sites there would be without it.
  hiddenBy(wanted, day) {
    const { misses } = this.found(wanted, day), alone = new Uint32Array(2 * LACKS_WORDS);
    for (const missed of misses) alone[missed] += 1;
    const bits = [...this.fields.map((field, bit) => [field, 1 << bit]), ["q", LACKS_WORDS]];
    return Object.fromEntries(bits.filter(([name]) => wanted[name]?.length).map(([name, bit]) => [name, alone[bit]]));
  }

  // What all of these go by; the last answer is kept, for each is asked for the same moment.
  found(wanted, day) {
    if (this.last?.wanted === wanted && this.last.day === day) return this.last;
    const words = this.words.found(wanted.q || ""), chosen = this.chosen(wanted);
    const cells = Object.fromEntries(this.fields.map((field) => [field, this.cellsOn(field, day)]));
    const misses = this.misses(cells, chosen, words), sites = misses.map((missed) => (missed ? 0 : 1));
    this.last = { wanted, day, cells, misses, sites, talks: this.passingTalks(day, chosen, words, misses) };
    return this.last;
  }

  // For each field that is set the places of its values.
  chosen(wanted) {
    return Object.fromEntries(this.fields.filter((field) => wanted[field]?.length)
      .map((field) => [field, new Set(wanted[field].map((value) => this.values[field].indexOf(value)))]));
  }

  // The table that tells sites apart by a field: for what they have by way of talks, in which they are.
  tableOf(field) {
    return this.sites[OF_TALKS.includes(field) ? "talks" : field];
  }

  // For each cell of that table the values that it holds on a day.
  cellsOn(field, day) {
    const { cells } = this.tableOf(field);
    if (DATED.includes(field)) return cells.map((cell) => heldBy(cell, day));
    if (!OF_TALKS.includes(field)) return cells;
    const values = this.talkValues(field, day);
    return cells.map((talks) => [...new Set(talks.flatMap((at) => values(at)))]);
  }

  // Gives the values of a field that talks have on a day; of a history only the last counts.
  talkValues(field, day) {
    const { cells, of } = this.talks[field];
    const held = field === "status" ? cells.map((cell) => heldBy(cell, day).slice(-1)) : cells;
    return (at) => held[of[at]];
  }

  // For each site a bit for every field that it does not pass.
  misses(cells, chosen, words) {
    const misses = new Uint8Array(this.number);
    this.fields.forEach((field, bit) => {
      if (!chosen[field]) return;
      const fails = Uint8Array.from(cells[field], (cell) => (cell.some((value) => chosen[field].has(value)) ? 0 : 1 << bit));
      const { of } = this.tableOf(field);
      for (let at = 0; at < misses.length; at += 1) misses[at] |= fails[of[at]];
    });
    if (words) for (let at = 0; at < misses.length; at += 1) if (!words.sites[at]) misses[at] |= LACKS_WORDS;
    return misses;
  }

  // Talks pass the filters for talks, and are about a site that passes the filters; words stand in them or in such a site.
  passingTalks(day, chosen, words, misses) {
    const { any, fits, left } = this.sitesOfTalks(misses), narrow = OF_SITES_ALONE.some((field) => chosen[field]);
    const asked = Object.keys(this.talks).filter((field) => chosen[field])
      .map((field) => ({ values: this.talkValues(field, day), wanted: chosen[field] }));
    return Uint8Array.from({ length: this.shownTalks }, (_, at) => {
      const about = any[at] ? fits[at] : !narrow, found = !words || words.talks[at] || left[at];
      return about && found && asked.every(({ values, wanted }) => values(at).some((value) => wanted.has(value))) ? 1 : 0;
    });
  }

  // For each of the talks whether they are about any site, about any that passes but for words, and about any that is left.
  sitesOfTalks(misses) {
    const { cells, of } = this.sites.talks, used = new Uint8Array(cells.length);
    for (let at = 0; at < misses.length; at += 1) {
      const missed = misses[at];
      used[of[at]] |= missed ? (missed === LACKS_WORDS ? 3 : 1) : 7;
    }
    const any = [], fits = [], left = [];
    cells.forEach((talks, cell) => {
      for (const at of talks) { any[at] |= used[cell] & 1; fits[at] |= used[cell] & 2; left[at] |= used[cell] & 4; }
    });
    return { any, fits, left };
  }
}

const readTable = ({ cells, of }) => ({ cells, of: readColumn(of) });

// A column travels as it is, or as runs of [number, how often].
function readColumn(column) {
  if (Array.isArray(column)) return Uint32Array.from(column);
  const { runs } = column, numbers = [];
  for (let at = 0; at < runs.length; at += 2) for (let times = runs[at + 1]; times > 0; times -= 1) numbers.push(runs[at]);
  return Uint32Array.from(numbers);
}

// What a dated cell, [value, day, value, day ...], holds by a day.
function heldBy(cell, day) {
  const values = [];
  for (let at = 0; at < cell.length; at += 2) if (cell[at + 1] === null || cell[at + 1] <= day) values.push(cell[at]);
  return values;
}

// The words that sites and talks are found by: a text about many is kept and searched once.
class Words {
  constructor(texts, sites, talks, names) {
    Object.assign(this, { texts, sites, talks, names });
  }

  // For each site and each of the talks 1 if every word stands in what is told of it; null where no word is asked for.
  found(q) {
    if (this.last?.q !== q) this.last = { q, found: this.find(fold(q).split(/\s+/).filter(Boolean)) };
    return this.last.found; // no day changes it
  }

  find(words) {
    if (!words.length) return null;
    this.folded ||= this.fold(); // it takes a while for very many: only who searches waits
    const [first, ...others] = words.map((word) => this.with(word));
    for (const other of others) for (const kind of ["sites", "talks"]) meet(first[kind], other[kind]);
    return first;
  }

  fold() {
    return {
      sites: this.sites.map((id, at) => fold([id, ...this.names(at)].join("\n"))),
      talks: this.talks.map(fold),
      texts: this.texts.texts.map(fold),
      about: this.texts.about.map((pair) => pair.map(summed)),
    };
  }

  with(word) {
    const { of } = this.texts, { about } = this.folded, sites = holding(this.folded.sites, word), talks = holding(this.folded.talks, word);
    this.folded.texts.forEach((text, number) => {
      if (!text.includes(word)) return;
      for (const pair of of[number]) {
        for (const at of about[pair][0]) sites[at] = 1;
        for (const at of about[pair][1]) talks[at] = 1;
      }
    });
    return { sites, talks };
  }
}

function holding(texts, word) {
  const flags = new Uint8Array(texts.length);
  for (let at = 0; at < texts.length; at += 1) if (texts[at].includes(word)) flags[at] = 1;
  return flags;
}

function meet(flags, others) {
  for (let at = 0; at < flags.length; at += 1) flags[at] &= others[at];
}

// As layers.frames.fold: without case and diacritics, in any script.
function fold(text) {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  const bare = [...text.normalize("NFKD")].filter((sign) => !combines(sign)).join("");
  return bare.replace(/[^ı]+/g, (some) => some.toLowerCase().toUpperCase().toLowerCase()).replaceAll("ς", "σ");
}

// Normalization puts signs that combine in order: U+0345 comes after all others.
const combines = (sign) => sign === "\u0345" || (/\p{M}/u.test(sign) && `\u0345${sign}`.normalize("NFD")[0] !== "\u0345");

const MOST_OPTIONS = 200;

class Filters {
  constructor(holder, choices, onChange) {
    Object.assign(this, { holder, choices, onChange, wanted: {} });
    this.search = Object.assign(searchField(), { id: "filter-q" });
    const label = Object.assign(element("label", "", "Search names and summaries"), { htmlFor: "filter-q" });
    this.search.addEventListener("input", () => this.change({ q: this.search.value.trim() }));
    const line = element("p", "filter-search");
    line.append(label, this.search);
    this.boxes = choices.filters.map((filter) => this.boxOf(filter));
    holder.replaceChildren(line, ...this.boxes.map(({ details }) => details));
    this.outer = holder.closest("details");
    this.outer.addEventListener("toggle", () => this.show(this.wanted, this.day));
  }

  // Its options are made when it is opened: there may be thousands.
  boxOf({ field, label, values, names }) {
    const details = element("details", "choice"), summary = element("summary", "", label), set = element("span", "set");
    const group = element("div"), list = element("ul"), more = element("p");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    const box = { field, label, values, names, details, set, list, more, options: [], looked: "" };
    if (values.length > MOST_OPTIONS) group.append(this.finderOf(box));
    group.append(list, more);
    summary.append(" ", set);
    details.append(summary, group);
    // before it opens: whoever goes on by keyboard at once meets the options
    summary.addEventListener("click", () => details.open || this.list(box));
    details.addEventListener("toggle", () => {
      if (!box.options.length) this.list(box);
      this.show(this.wanted, this.day);
    });
    return box;
  }

  finderOf(box) {
    const find = searchField(), name = `Find in ${box.label.toLowerCase()}`;
    Object.assign(find, { className: "find", placeholder: name });
    find.setAttribute("aria-label", name);
    find.addEventListener("input", () => {
      box.looked = fold(find.value.trim());
      this.list(box);
      this.show(this.wanted, this.day);
    });
    return find;
  }

  // What is chosen comes first where not all are listed.
  list(box) {
    const chosen = this.wanted[box.field] || [];
    const found = box.values.map((value, at) => ({ value, at, name: box.names[at] }))
      .filter(({ value, name }) => chosen.includes(value) || !box.looked || fold(name).includes(box.looked));
    if (found.length > MOST_OPTIONS) found.sort((one, other) => chosen.includes(other.value) - chosen.includes(one.value));
    const left = found.length - MOST_OPTIONS;
    box.options = found.slice(0, MOST_OPTIONS).map((one) => this.optionOf(box.field, one));
    box.list.replaceChildren(...box.options.map(({ row }) => row));
    setText(box.more, left > 0 ? `and ${left.toLocaleString("en")} more: find them by name` : "");
  }

  optionOf(field, { value, at, name }) {
    const row = element("li"), label = element("label"), box = Object.assign(element("input"), { type: "checkbox", value });
    const left = element("span", "left");
    box.addEventListener("change", () => {
      const others = (this.wanted[field] || []).filter((one) => one !== value);
      this.change({ [field]: box.checked ? [...others, value] : others });
    });
    label.append(box, element("bdi", "", name), left);
    row.append(label);
    return { value, at, row, box, left };
  }

  change(values) {
    this.onChange({ ...this.wanted, ...values });
  }

  show(wanted, day) {
    Object.assign(this, { wanted, day });
    if (document.activeElement !== this.search) this.search.value = wanted.q || "";
    if (!this.outer.open) return; // nobody sees the numbers
    const counts = this.choices.counts(wanted, day);
    for (const { field, details, set, options } of this.boxes) {
      const chosen = wanted[field] || [];
      setText(set, chosen.length ? `${chosen.length} set` : "");
      if (!details.open) continue;
      for (const { value, at, row, box, left } of options) {
        box.checked = chosen.includes(value);
        setText(left, counts[field][at].toLocaleString("en"));
        row.classList.toggle("none", !counts[field][at] && !box.checked);
      }
    }
  }
}

function searchField() {
  return Object.assign(element("input"), { type: "search", autocomplete: "off", spellcheck: false });
}
