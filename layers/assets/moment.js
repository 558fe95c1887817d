// The day and the choice that a document shows: what moves either of them moves map, panels and numbers together.

const FILTERED = ["dossier", "status", "role", "host", "operator", "kind", "party"];
const OF_A_VIEW = [...FILTERED, "q", "as_of", "known_by", "selected", "lang", "overlays", "lat", "lon", "zoom"];
const NOUNS = { talks: "negotiation", roles: "claim", installation: "installation", positions: "position",
  contested: "contested topic", timeline: "dated statement" };

class Moment {
  constructor(page, data) {
    this.page = page;
    this.choices = new Choices(data.choices, data.search, data.sites, (at) => namesOf(page.siteLayer, at));
    this.last = data.choices.last;
    this.knownBy = data.choices.known_by;
    this.day = this.last;
    this.totals = { sites: data.sites.length, talks: data.choices.talks.shown };
    this.wanted = {};
    this.timed = new Timed(document.querySelector(".panels"), data.subjects);
    this.player = new Player(partOf("player"), calendar(data.choices), (day) => this.move({ day }));
    this.filters = new Filters(partOf("filters-inside"), this.choices, (wanted) => this.move({ wanted }));
    this.noSites = element("p", "no-sites", "No installation matches the filters.");
    this.noSites.setAttribute("role", "status");
    page.frame.append(this.noSites);
    page.address.add({ write: () => this.addressParts(), read: (asked) => this.follow(asked) });
    partOf("filters-reset").addEventListener("click", () => this.move({ wanted: {} }));
  }

  move({ day = this.day, wanted = this.wanted }) {
    Object.assign(this, { day, wanted });
    this.show();
    this.page.writeAddress();
  }

  show() {
    const { day, wanted, choices } = this, chosen = this.chosen();
    const passes = chosen.length ? choices.passes(wanted, day) : null;
    this.timed.show(day, passes);
    this.page.setMoment(day, passes && passes.sites);
    this.player.show(day);
    this.filters.show(wanted, day);
    setText(partOf("filters-set"), chosen.length ? `(${chosen.length} set)` : "");
    partOf("filters-reset").disabled = !chosen.length;
    for (const one of document.querySelectorAll("[data-day]")) setText(one, dayInWords(day));
    this.countTotals(passes);
    this.explainEmpty(passes);
    for (const chart of document.querySelectorAll(".drawing svg[data-start]")) moveRule(chart, day);
  }

  chosen() {
    return Object.keys(this.wanted).filter((name) => this.wanted[name].length);
  }

  countTotals(passes) {
    const { sites, talks } = this.totals;
    this.noSites.hidden = !sites || !passes || passes.sites.includes(1);
    const numbers = { installation: passes ? sum(passes.sites) : sites, negotiation: passes ? sum(passes.talks) : talks };
    for (const one of document.querySelectorAll("[data-total]")) {
      const noun = one.dataset.total, number = numbers[noun];
      setText(one, `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`);
    }
  }

  // Where a panel is left with nothing, it says what hides the rest, and offers to show it.
  explainEmpty(passes) {
    for (const [name, noun] of Object.entries(NOUNS)) {
      const blocks = document.querySelector(`#panel-${name} > .blocks`);
      if (!blocks) continue;
      blocks.querySelector(":scope > .empty.now")?.remove();
      const things = [...blocks.querySelectorAll(".record-card, tbody > tr")];
      if (things.length && things.every((one) => one.closest("[hidden]"))) blocks.prepend(this.emptiness(noun, passes));
    }
  }

  emptiness(noun, passes) {
    const line = element("p", "empty now", `No ${noun} as of ${dayInWords(this.day)}`);
    const hiding = passes ? Object.entries(this.choices.hiddenBy(this.wanted, this.day)).filter(([, number]) => number) : [];
    if (!passes) line.append(".");
    else if (!hiding.length) line.append(" with these filters. ", this.shower(this.chosen()));
    else {
      const said = hiding.map(([name, number]) => `${number} installation${number === 1 ? "" : "s"} hidden by ${name === "q" ? "the search" : name}`);
      line.append(`: ${said.join(", ")}. `, this.shower(hiding.map(([name]) => name)));
    }
    return line;
  }

  shower(names) {
    const button = element("button", "show", "Show them");
    button.type = "button";
    button.addEventListener("click", () => {
      const kept = Object.entries(this.wanted).filter(([name]) => !names.includes(name)), panel = button.closest(".panel");
      this.move({ wanted: Object.fromEntries(kept) });
      // the button is gone: whoever pressed it stays where it was
      const title = panel.querySelector("h2");
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    });
    return button;
  }

  // --- the address ---

  addressParts() {
    const parts = this.day === this.last ? [] : [["as_of", isoDay(this.day)]];
    return [...parts, ...this.chosen().map((name) => [name, [this.wanted[name]].flat().join(",")])];
  }

  // What the address asks for; what nothing in the document knows is named above the slider.
  follow(asked) {
    const wanted = {}, day = dayOf(asked.get("as_of") || isoDay(this.last));
    const known = (name) => valuesOf(asked, name).filter((value) => this.choices.values[name].includes(value));
    for (const name of FILTERED) if (known(name).length) wanted[name] = known(name);
    if (asked.get("q")) wanted.q = asked.get("q");
    const strange = [...this.strangers(asked)];
    partOf("strange").hidden = !strange.length;
    setText(partOf("strange"), strange.length ? `In the address, ${strange.slice(0, 6).join("; ")}.` : "");
    Object.assign(this, { day: this.holds(day) ? day : this.last, wanted });
    this.show();
  }

  holds(day) {
    return day !== null && day >= this.player.scale.first && day <= this.last;
  }

  // A clause for each part of the address that asks in vain.
  *strangers(asked) {
    for (const name of new Set(asked.keys())) {
      for (const value of valuesOf(asked, name)) {
        const fault = this.faultOf(name, value);
        if (fault) yield `${name}=${value.length > 80 ? `${value.slice(0, 80)}…` : value} ${fault}`;
      }
    }
  }

  faultOf(name, value) {
    if (!OF_A_VIEW.includes(name)) return "is not a part of a view";
    if (FILTERED.includes(name)) return this.choices.values[name].includes(value) ? "" : "is not known";
    if (name === "as_of") return this.faultOfDay(dayOf(value));
    if (name === "known_by") return dayOf(value) === this.knownBy ? "" : `cannot be: this document knows what was published by ${dayInWords(this.knownBy)}`;
    if (name === "lang") return value === document.documentElement.lang ? "" : "is not the language of this document";
    if (name === "selected") return this.page.knows(value) ? "" : "names no record";
    return ["lat", "lon", "zoom"].includes(name) && !Number.isFinite(Number(value)) ? "is not a number" : "";
  }

  faultOfDay(day) {
    if (day === null) return "is not a day";
    if (day > this.last) return `is after the day of this document, ${dayInWords(this.last)}`;
    return this.holds(day) ? "" : `is before the first change in this document, ${dayInWords(this.player.scale.first)}`;
  }
}

// Several values of one name stand apart or, but for what is one text, between commas.
function valuesOf(asked, name) {
  const texts = asked.getAll(name);
  return (FILTERED.includes(name) ? texts.flatMap((text) => text.split(",")) : texts).filter(Boolean);
}

// The days on which something changes travel as their distances.
function calendar({ days, changes, last }) {
  let day = 0;
  return { days: days.map((further) => (day += further)), changes, last };
}

const namesOf = (layer, row) => [layer.labels[row], ...(layer.names[row] || [])];

const sum = (flags) => flags.reduce((total, flag) => total + flag, 0);

// In its own units: points on the last day reach beyond that day.
const WIDTH_OF_CHART = 960;

// The rule of a timeline stands on the day, and what came later lies under a veil.
function moveRule(chart, day) {
  const { start, end, left, right } = Object.fromEntries(Object.entries(chart.dataset).map(([name, text]) => [name, Number(text)]));
  const along = Math.min(Math.max((day - start) / (end - start), 0), 1), x = left + along * (right - left);
  const rule = chart.querySelector(".day"), words = rule.querySelector("text"), later = chart.querySelector(".later");
  rule.setAttribute("transform", `translate(${x.toFixed(1)})`);
  words.textContent = dayInWords(day);
  later.setAttribute("x", x.toFixed(1));
  later.setAttribute("width", (WIDTH_OF_CHART - x).toFixed(1));
}
