// Which sites and talks pass the filters of a document on a day, by the rules of layers/select.py; and the filters.

// A column travels as it is, or as runs of [number, how often].
function readColumn(column) {
  if (Array.isArray(column)) return Int32Array.from(column);
  const { runs } = column, numbers = [];
  for (let at = 0; at < runs.length; at += 2) for (let times = runs[at + 1]; times > 0; times -= 1) numbers.push(runs[at]);
  return Int32Array.from(numbers);
}

const readTable = ({ cells, of }) => ({ cells, of: readColumn(of) });

// What a dated cell, [value, day, value, day ...], holds by a day.
function heldBy(cell, day) {
  const values = [];
  for (let at = 0; at < cell.length; at += 2) if (cell[at + 1] === null || cell[at + 1] <= day) values.push(cell[at]);
  return values;
}

// The fields whose values come with a day, and those that a site has by way of its talks.
const DATED = ["host", "operator", "role"];
const OF_TALKS = ["status", "party"];

class Choices {
  // `names(site)` gives every name of a site, by its place among them.
  constructor({ filters, sites, talks }, texts, ids, names) {
    Object.assign(this, { filters, texts, ids, names, number: ids.length, shownTalks: talks.shown, talkIds: talks.ids });
    this.fields = filters.map(({ field }) => field);
    this.values = Object.fromEntries(filters.map(({ field, values }) => [field, values]));
    this.sites = Object.fromEntries(Object.entries(sites).map(([name, table]) => [name, readTable(table)]));
    this.talks = Object.fromEntries(["dossier", "party", "status"].map((name) => [name, readTable(talks[name])]));
  }

  // The values of a field that each kind of row has on a day, and of which kind each site is.
  valuesOf(field, day) {
    if (OF_TALKS.includes(field)) {
      const { cells, of } = this.sites.talks;
      return { cells: cells.map((talks) => [...new Set(talks.flatMap((at) => this.valuesOfTalks(field, at, day)))]), of };
    }
    const { cells, of } = this.sites[field];
    return { cells: DATED.includes(field) ? cells.map((cell) => heldBy(cell, day)) : cells, of };
  }

  valuesOfTalks(field, at, day) {
    const { cells, of } = this.talks[field], cell = cells[of[at]];
    return field === "status" ? heldBy(cell, day).slice(-1) : cell;
  }

  // For each field that is set, and for the search, which sites pass it alone.
  masks(wanted, day) {
    const masks = {};
    for (const field of this.fields) if (wanted[field]?.length) masks[field] = this.maskOf(field, wanted[field], day);
    if (wanted.q) masks.q = this.maskOfWords(wanted.q);
    return masks;
  }

  maskOf(field, wanted, day) {
    const { cells, of } = this.valuesOf(field, day), places = this.placesOf(field, wanted);
    const passing = cells.map((values) => values.some((value) => places.has(value)));
    return Uint8Array.from(of, (cell) => (passing[cell] ? 1 : 0));
  }

  placesOf(field, wanted) {
    return new Set(wanted.map((value) => this.values[field].indexOf(value)).filter((place) => place >= 0));
  }

  maskOfWords(q) {
    const words = wordsOf(q);
    return Uint8Array.from(this.haystacks.sites, (text) => (words.every((word) => text.includes(word)) ? 1 : 0));
  }

  // Made when something is searched for: what each site and each of the talks is found by.
  get haystacks() {
    if (this.made) return this.made;
    const sites = this.ids.map((id, at) => [id, ...this.names(at)]);
    const talks = this.talkIds.slice(0, this.shownTalks).map((id) => [id]);
    this.texts.texts.forEach((text, number) => {
      for (const pair of this.texts.of[number]) {
        const [about, said] = this.texts.about[pair];
        for (const at of about) sites[at].push(text);
        for (const at of said) talks[at]?.push(text);
      }
    });
    const whole = (texts) => folded(texts.join("\n"));
    this.made = { sites: sites.map(whole), talks: talks.map(whole) };
    return this.made;
  }

  passes(wanted, day) {
    const sites = all(Object.values(this.masks(wanted, day)), this.number);
    return { sites, talks: this.passingTalks(wanted, day, sites) };
  }

  passingTalks(wanted, day, sites) {
    const about = new Uint8Array(this.talkIds.length), some = new Uint8Array(this.talkIds.length);
    const { cells, of } = this.sites.talks;
    of.forEach((cell, site) => {
      for (const at of cells[cell]) {
        some[at] = 1;
        if (sites[site]) about[at] = 1;
      }
    });
    const narrow = ["host", "operator", "kind", "role"].some((field) => wanted[field]?.length), words = wordsOf(wanted.q || "");
    const has = (field, at) => !wanted[field]?.length
      || this.valuesOfTalks(field, at, day).some((value) => this.placesOf(field, wanted[field]).has(value));
    return Uint8Array.from({ length: this.shownTalks }, (_, at) => {
      const left = about[at] || (!some[at] && !narrow);
      const found = words.length ? words.every((word) => this.haystacks.talks[at].includes(word)) || about[at] : left;
      return found && ["dossier", "party", "status"].every((field) => has(field, at)) ? 1 : 0;
    });
  }

  // For each field how many sites each of its values leaves with all other filters as they are.
  counts(wanted, day) {
    const masks = this.masks(wanted, day);
    return Object.fromEntries(this.fields.map((field) => {
      const others = all(Object.entries(masks).filter(([name]) => name !== field).map(([, mask]) => mask), this.number);
      const { cells, of } = this.valuesOf(field, day), rows = new Uint32Array(cells.length);
      of.forEach((cell, site) => { rows[cell] += others[site]; });
      const counts = new Uint32Array(this.values[field].length);
      cells.forEach((values, cell) => { for (const value of values) counts[value] += rows[cell]; });
      return [field, counts];
    }));
  }

  // For each filter that is set how many more sites there would be without it.
  hiddenBy(wanted, day) {
    const masks = this.masks(wanted, day), left = sum(all(Object.values(masks), this.number));
    return Object.fromEntries(Object.keys(masks).map((name) => {
      const others = Object.entries(masks).filter(([other]) => other !== name).map(([, mask]) => mask);
      return [name, sum(all(others, this.number)) - left];
    }));
  }

  unknown(wanted) {
    return this.fields.flatMap((field) => (wanted[field] || [])
      .filter((value) => !this.values[field].includes(value)).map((value) => [field, value]));
  }
}

const wordsOf = (q) => folded(q).split(/\s+/).filter(Boolean);

// What passes every mask; everything where there is none.
function all(masks, number) {
  const passed = new Uint8Array(number).fill(1);
  for (const mask of masks) for (let at = 0; at < number; at += 1) passed[at] &= mask[at];
  return passed;
}

class Filters {
  constructor(holder, choices, onChange) {
    Object.assign(this, { holder, choices, onChange, wanted: {} });
    this.search = Object.assign(element("input"), { type: "search", id: "filter-q", autocomplete: "off", spellcheck: false });
    const label = Object.assign(element("label", "", "Search names and summaries"), { htmlFor: "filter-q" });
    this.search.addEventListener("input", () => this.change({ q: this.search.value.trim() }));
    const line = element("p", "filter-search");
    line.append(label, this.search);
    this.boxes = choices.filters.map((filter) => this.boxOf(filter));
    holder.replaceChildren(line, ...this.boxes.map(({ details }) => details));
    this.outer = holder.closest("details");
    this.outer.addEventListener("toggle", () => this.show(this.wanted, this.day));
  }

  boxOf({ field, label, values, names }) {
    const details = element("details", "choice"), summary = element("summary", "", label), list = element("ul");
    const set = element("span", "set");
    summary.append(" ", set);
    const options = values.map((value, at) => this.optionOf(field, value, names[at]));
    list.append(...options.map(({ row }) => row));
    details.append(summary, list);
    return { field, details, set, options };
  }

  optionOf(field, value, name) {
    const row = element("li"), label = element("label"), box = Object.assign(element("input"), { type: "checkbox", value });
    const left = element("span", "left");
    box.addEventListener("change", () => {
      const others = (this.wanted[field] || []).filter((one) => one !== value);
      this.change({ [field]: box.checked ? [...others, value] : others });
    });
    label.append(box, element("bdi", "", name), left);
    row.append(label);
    return { value, row, box, left };
  }

  change(values) {
    this.onChange({ ...this.wanted, ...values });
  }

  show(wanted, day) {
    Object.assign(this, { wanted, day });
    if (document.activeElement !== this.search) this.search.value = wanted.q || "";
    if (!this.outer.open) return; // nobody sees the numbers
    const counts = this.choices.counts(wanted, day);
    for (const { field, set, options } of this.boxes) {
      const chosen = wanted[field] || [];
      setText(set, chosen.length ? `${chosen.length} set` : "");
      options.forEach(({ value, row, box, left }, at) => {
        box.checked = chosen.includes(value);
        setText(left, counts[field][at].toLocaleString("en"));
        row.classList.toggle("none", !counts[field][at] && !box.checked);
      });
    }
  }
}
