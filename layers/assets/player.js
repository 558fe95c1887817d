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

// The number of a day in ISO form, null for what is no day.
function dayOf(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) || isoDay(time / 864e5) !== text ? null : time / 864e5;
}

// Half of the slider goes by time and half by changes: times in which more changed get more room.
class Scale {
  constructor(days, last) {
    this.days = days.length && days[days.length - 1] === last ? days : [...days, last];
    this.first = this.days[0];
    this.last = last;
  }

  // From 0 to 1.
  placeOf(day) {
    const { days, first, last } = this;
    if (last === first) return 1;
    const after = Math.max(days.findIndex((one) => one >= day), 1), [from, to] = [days[after - 1], days[after]];
    const rank = (after - 1 + (day - from) / (to - from)) / (days.length - 1);
    return (rank + (day - first) / (last - first)) / 2;
  }

  dayAt(place) {
    const { days } = this, after = Math.max(days.findIndex((one) => this.placeOf(one) >= place), 1);
    if (days.length < 2) return this.last;
    const [from, to] = [days[after - 1], days[after]], [low, high] = [this.placeOf(from), this.placeOf(to)];
    return Math.round(from + ((place - low) / (high - low)) * (to - from));
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
      this.pause();
      this.go(this.scale.dayAt(this.slider.value / SLIDER_STEPS));
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
    const year = dateOf(this.day).getUTCFullYear(), rest = this.day - firstOfYear(year);
    const moves = {
      ArrowLeft: () => this.stepBy(-1), ArrowDown: () => this.stepBy(-1),
      ArrowRight: () => this.stepBy(1), ArrowUp: () => this.stepBy(1),
      PageDown: () => this.go(firstOfYear(year - 1) + rest), PageUp: () => this.go(firstOfYear(year + 1) + rest),
      Home: () => this.go(this.scale.first), End: () => this.go(this.last),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    this.pause();
    moves[event.key]();
  }

  // To the next change, or to the one before; beyond the last of them to the document's own day.
  stepBy(by) {
    const { days } = this.scale;
    const next = by > 0 ? days.find((one) => one > this.day) : days.findLast((one) => one < this.day);
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
    clearInterval(this.timer);
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
    // While it plays a screen reader could not keep up.
    const number = this.changes[this.days.indexOf(day)] || 0, changes = number === 1 ? "1 change" : `${number} changes`;
    if (!this.timer) setText(this.part("changed"), number ? `${changes} on this day` : "");
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

  drawYears(context, across, width) {
    const last = dateOf(this.last).getUTCFullYear();
    let free = width;
    for (let year = last; year >= dateOf(this.scale.first).getUTCFullYear(); year -= 1) {
      const x = across(Math.max(firstOfYear(year), this.scale.first));
      if (x + YEAR_ROOM > free) continue;
      context.fillText(String(year), x, 0);
      free = x;
    }
  }
}

const SLIDER_INSET = 8;
