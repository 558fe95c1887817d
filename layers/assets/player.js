// The slider over the days of a document: play, pause, step, drag, keyboard.

const A_STEP = 700; // milliseconds
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
const SLIDER_STEPS = 2000;
const YEAR_ROOM = 44;

const dateOf = (day) => new Date(day * 864e5);
const isoDay = (day) => dateOf(day).toISOString().slice(0, 10);
const dayInWords = (day) => {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
};
const firstOfYear = (year) => Date.UTC(year, 0, 1) / 864e5;

// The same day of another year; of 29 February, the day after where there is none.
function inAYear(day, years) {
  const date = dateOf(day);
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / 864e5;
}

// The number of a day in ISO form, null for what is no day.
function dayOf(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) || isoDay(time / 864e5) !== text ? null : time / 864e5;
}

// The place of the first of some rising numbers that is not below one; their number if all are.
function placeIn(numbers, one) {
  let low = 0, high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < one) low = middle + 1; else high = middle;
  }
  return low;
}

// Half of the slider goes by time and half by changes: times in which more changed get more room.
class Scale {
  constructor(days, last) {
    this.days = days.length && days[days.length - 1] === last ? days : [...days, last];
    this.first = this.days[0];
    this.last = last;
    const steps = Math.max(this.days.length - 1, 1), length = Math.max(last - this.first, 1);
    this.places = this.days.map((day, rank) => (rank / steps + (day - this.first) / length) / 2);
  }

  // From 0 to 1.
  placeOf(day) {
    return this.between(this.days, this.places, day, 1);
  }

  dayAt(place) {
    return Math.round(this.between(this.places, this.days, place, this.last));
  }

  between(from, to, one, only) {
    if (from.length < 2) return only;
    const after = Math.min(Math.max(placeIn(from, one), 1), from.length - 1), before = after - 1;
    return to[before] + ((one - from[before]) / (from[after] - from[before])) * (to[after] - to[before]);
  }
}

class Player {
  // `changes` holds how much changes on each of `days`; `onDay(day)` is called as the reader moves.
  constructor(holder, { days, changes, last }, onDay) {
    Object.assign(this, { holder, days, changes, onDay, last, scale: new Scale(days, last), day: last });
    this.slider = holder.querySelector("#day");
    this.slider.max = SLIDER_STEPS;
    this.part("play").addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    this.part("step-back").addEventListener("click", () => this.stepBy(-1));
    this.part("step-on").addEventListener("click", () => this.stepBy(1));
    this.slider.addEventListener("input", () => {
      const day = this.scale.dayAt(this.slider.value / SLIDER_STEPS); // to pause puts the slider back
      this.pause();
      this.go(day);
    });
    this.slider.addEventListener("pointerdown", () => this.pause());
    this.slider.addEventListener("keydown", (event) => this.typed(event));
    new ResizeObserver(() => this.drawMarks()).observe(this.part("changes"));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.drawMarks());
  }

  part(id) {
    return this.holder.querySelector(`#${id}`);
  }

  typed(event) {
    const moves = {
      ArrowLeft: () => this.stepBy(-1), ArrowDown: () => this.stepBy(-1),
      ArrowRight: () => this.stepBy(1), ArrowUp: () => this.stepBy(1),
      PageDown: () => this.go(inAYear(this.day, -1)), PageUp: () => this.go(inAYear(this.day, 1)),
      Home: () => this.go(this.scale.first), End: () => this.go(this.last),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    this.pause();
    moves[event.key]();
  }

  // To the next change, or to the one before; beyond the last of them to the document's own day.
  stepBy(by) {
    const { days } = this.scale, next = by > 0 ? days[placeIn(days, this.day + 1)] : days[placeIn(days, this.day) - 1];
    if (next === undefined) return false;
    this.go(next);
    return true;
  }

  play() {
    if (this.day >= this.last) this.go(this.scale.first);
    this.timer = setInterval(() => this.stepBy(1) || this.pause(), A_STEP);
    this.show(this.day);
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    setText(this.part("changed"), ""); // what is written anew is read out
    this.timer = null;
    this.show(this.day);
  }

  go(day) {
    this.onDay(Math.min(Math.max(day, this.scale.first), this.last));
  }

  show(day) {
    this.day = day;
    this.slider.value = Math.round(this.scale.placeOf(day) * SLIDER_STEPS);
    this.slider.setAttribute("aria-valuetext", dayInWords(day));
    setText(this.part("day-words"), dayInWords(day));
    const play = this.part("play"), name = this.timer ? "Pause" : "Play";
    play.setAttribute("aria-label", name);
    play.title = name;
    play.classList.toggle("playing", Boolean(this.timer));
    const at = placeIn(this.days, day), number = this.days[at] === day ? this.changes[at] : 0;
    // While it plays a screen reader could not keep up.
    this.part("now").setAttribute("aria-live", this.timer ? "off" : "polite");
    setText(this.part("changed"), number ? `${number === 1 ? "1 change" : `${number} changes`} on this day` : "");
  }

  // A line where something changed, the longer the more; years where there is room for them.
  drawMarks() {
    const canvas = this.part("changes"), ratio = window.devicePixelRatio || 1, theme = currentTheme();
    const { clientWidth: width, clientHeight: height } = canvas, context = canvas.getContext("2d");
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    context.scale(ratio, ratio);
    const across = (day) => SLIDER_INSET + this.scale.placeOf(day) * (width - 2 * SLIDER_INSET), most = Math.max(...this.changes);
    context.fillStyle = theme.name;
    this.days.forEach((day, at) => {
      const tall = 3 + 7 * Math.sqrt(this.changes[at] / most);
      context.fillRect(across(day) - 0.5, height - tall, 1, tall);
    });
    context.font = `11px ${theme.font}`;
    context.textBaseline = "top";
    this.drawYears(context, across, width);
  }

  // Round years first: the others stand where these leave room.
  drawYears(context, across, width) {
    const [first, last] = [this.scale.first, this.last].map((day) => dateOf(day).getUTCFullYear()), taken = [];
    const years = Array.from({ length: last - first }, (_, at) => last - at);
    const roundness = (year) => [100, 50, 10, 5, 2, 1].find((step) => year % step === 0);
    for (const year of years.sort((one, other) => roundness(other) - roundness(one) || other - one)) {
      const x = across(firstOfYear(year));
      if (x + YEAR_ROOM > width || taken.some((other) => Math.abs(other - x) < YEAR_ROOM)) continue;
      context.fillText(String(year), x, 0);
      taken.push(x);
    }
  }
}

const SLIDER_INSET = 8;
