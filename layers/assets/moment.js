// The day and the choice that a document shows: what moves either of them moves map, panels and numbers together.

const FILTERED = ["dossier", "status", "role", "host", "operator", "kind", "party"];
const NOUNS = { talks: "negotiation", roles: "claim", installation: "installation", positions: "position",
  contested: "contested topic", timeline: "dated statement" };

class Moment {
  constructor(page, data) {
    this.page = page;
    this.choices = new Choices(data.choices, data.texts, data.sites, (at) => namesOf(page.siteLayer, at));
    this.last = data.choices.last;
    this.day = this.last;
    this.totals = { sites: data.sites.length, talks: data.choices.talks.shown };
    this.wanted = {};
    this.timed = new Timed(document.querySelector(".panels"), data.subjects);
    this.player = new Player(partOf("player"), calendar(data.choices), (day) => this.move({ day }));
    this.filters = new Filters(partOf("filters-inside"), this.choices, (wanted) => this.move({ wanted }));
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
      const said = hiding.map(([name, number]) => `${number} installation${number === 1 ? "" : "s"} hidden by ${name}`);
      line.append(`: ${said.join(", ")}. `, this.shower(hiding.map(([name]) => name)));
    }
    return line;
  }

  shower(names) {
    const button = element("button", "show", "Show them");
    button.type = "button";
    button.addEventListener("click", () => {
      const kept = Object.entries(this.wanted).filter(([name]) => !names.includes(name));
      this.move({ wanted: Object.fromEntries(kept) });
    });
    return button;
  }

  // --- the address ---

  addressParts() {
    const parts = this.day === this.last ? [] : [["as_of", isoDay(this.day)]];
    return [...parts, ...Object.entries(this.wanted).flatMap(([name, values]) => [values].flat()
      .filter(Boolean).map((value) => [name, value]))];
  }

  // What the address asks for; what nothing in the document knows is named above the slider.
  follow(asked) {
    const wanted = {}, strange = [];
    for (const name of FILTERED) if (asked.has(name)) wanted[name] = asked.getAll(name);
    if (asked.get("q")) wanted.q = asked.get("q");
    for (const [name, value] of this.choices.unknown(wanted)) {
      strange.push(`${name}=${value}`);
      wanted[name] = wanted[name].filter((one) => one !== value);
    }
    const text = asked.get("as_of"), day = text === null ? this.last : dayOf(text);
    const within = day !== null && day >= this.player.scale.first && day <= this.last;
    if (!within) strange.push(`as_of=${text}`);
    partOf("strange").hidden = !strange.length;
    setText(partOf("strange"), strange.length ? `In the address, ${strange.join(", ")} is not known to this document.` : "");
    Object.assign(this, { day: within ? day : this.last, wanted });
    this.show();
  }
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
