// What stands on a day, and for whom: elements with `data-t` are shown and hidden as the day and the filters move.

const standsOn = (stretches, day) =>
  !stretches.length || stretches.some(([from, to]) => (from === null || from <= day) && (to === null || day < to));

// "12:30 40:" becomes [[12, 30], [40, null]].
const readStretches = (text) => text.split(" ").filter(Boolean).map((stretch) =>
  stretch.split(":").map((side) => (side === "" ? null : Number(side))));

class Timed {
  constructor(root, subjects) {
    this.root = root;
    this.subjects = subjects;
    this.parts = [...root.querySelectorAll("[data-t]")].map((element) => ({
      element, stretches: readStretches(element.dataset.t), subject: element.dataset.of,
    }));
    this.byElement = new Map(this.parts.map((part) => [part.element, part]));
    this.boxes = this.findBoxes();
    this.sources = this.findSources();
  }

  // What goes with what is in it, the inner ones first. A row goes when filters hide every line that stands in it (one
  // that holds none yet says so itself); a list and a table go when nothing in them is left for whatever reason.
  findBoxes() {
    const rows = [[".facts > div", ":scope > dd[data-of]"], ["tbody > tr", "[data-of]"]];
    const lists = [["details", ".picks > li"], [".scroll", "tbody > tr"]];
    const found = (pairs, isEmpty) => pairs.flatMap(([box, lines]) => [...this.root.querySelectorAll(box)]
      .map((element) => ({ element, lines: [...element.querySelectorAll(lines)], isEmpty }))
      .filter((one) => one.lines.length));
    const filtered = (lines) => {
      const standing = lines.map((line) => this.byElement.get(line)).filter((part) => part.stands);
      return standing.length > 0 && standing.every((part) => part.off);
    };
    return [...found(rows, filtered), ...found(lists, (lines) => lines.every((line) => line.hidden))];
  }

  // The rows of sources that marks lead to; one that rests on no mark stays.
  findSources() {
    const marks = [...this.root.querySelectorAll("sup a")], cited = new Map();
    for (const mark of marks) cited.set(mark.hash, [...(cited.get(mark.hash) || []), mark]);
    return [...cited].flatMap(([hash, of]) => {
      const row = this.root.querySelector(`tr[id="${CSS.escape(hash.slice(1))}"]`);
      return row ? [{ row, marks: of }] : [];
    });
  }

  // `passes` holds whether each of the talks and of the sites passes the filters, and the roles that are asked for, if
  // any are; null where there are no filters.
  show(day, passes) {
    const about = (subject) => {
      const [talks, sites, roles] = this.subjects[subject];
      if (passes.roles && roles.length && !roles.some((role) => passes.roles.includes(role))) return false;
      return talks.some((at) => passes.talks[at]) || sites.some((at) => passes.sites[at]);
    };
    for (const part of this.parts) {
      part.stands = standsOn(part.stretches, day);
      part.off = !part.stands || Boolean(passes && part.subject && !about(part.subject));
      setHidden(part.element, part.off);
    }
    for (const { element, lines, isEmpty } of this.boxes) {
      setHidden(element, Boolean(this.byElement.get(element)?.off) || isEmpty(lines));
    }
    for (const { row, marks } of this.sources) setHidden(row, marks.every((mark) => mark.closest("[hidden]")));
    for (const number of this.root.querySelectorAll("[data-count]")) {
      const names = number.closest("details").querySelectorAll(".picks > li:not([hidden])");
      setText(number, names.length.toLocaleString("en"));
    }
  }
}

function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}
