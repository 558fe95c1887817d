// A document opens in steps: land and marks first, then names and legend, then what panels hold folded away, the slider
// and the filters. Whoever goes for any of these before its turn has all of them at once.

const GOING_FOR_IT = ["pointerdown", "keydown", "click", "input", "beforeprint", "hashchange"];
const SOON = 500; // milliseconds

async function openPanels(page, asked) {
  const early = new Early();
  if (!asked) await painted();
  page.finishDrawing();
  await parsed();
  const { data = {}, ...taken } = partOf("basing-panels") ? await window.basingData.ofPanels() : {};
  Object.assign(window.basingData, data);
  early.steps = [...stepsOfPanels(taken), ...page.stepsOfPanels()];
  if (asked) early.finish();
  while (early.step()) await new Promise((done) => { setTimeout(done); });
  early.end();
  document.documentElement.classList.replace("opening", "open");
}

// What a reader does before all steps are taken.
class Early {
  constructor() {
    this.steps = null; // until they are unpacked
    this.clicked = [];
    this.listener = (event) => this.goneFor(event);
    for (const kind of GOING_FOR_IT) window.addEventListener(kind, this.listener, { capture: true });
  }

  goneFor(event) {
    if (this.steps) this.finish();
    else if (event.type === "click" && !event.target.closest(".basing-map, a[href^=http]")) this.hold(event);
  }

  // A click that nothing could answer yet is made again once something can.
  hold(event) {
    event.stopImmediatePropagation();
    event.preventDefault();
    this.clicked.push(event.target);
  }

  step() {
    this.steps.shift()?.();
    return this.steps.length;
  }

  finish() {
    while (this.step());
  }

  end() {
    for (const kind of GOING_FOR_IT) window.removeEventListener(kind, this.listener, { capture: true });
    for (const target of this.clicked) target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}

const parsed = () => new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
  else done();
});

// A page that nobody sees is not painted.
const painted = () => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  setTimeout(done, SOON);
});

// What was set aside comes back to its place. It was made and escaped by layers.markup.
function stepsOfPanels({ times = [], drawings = [], folds = [], cuts = [], cards = "" }) {
  const fill = (name, texts) => document.querySelectorAll(name)
    .forEach((one, at) => one.insertAdjacentHTML("beforeend", texts[at]));
  return [
    () => {
      tellTimes(times); // before other elements come out of folds
      fill(".drawing", drawings);
      fill(".fold", folds);
      fillCuts(cuts);
    },
    () => document.querySelector(".panels")?.insertAdjacentHTML("beforeend", cards),
  ];
}

// Elements that stand for some time, or for some records, are told which.
function tellTimes(times) {
  document.querySelectorAll("[data-t]").forEach((one, at) => {
    const [days, subject] = times[at].split("|");
    one.dataset.t = days;
    if (subject) one.dataset.of = subject;
  });
}

// What stands on other days alone; a template takes rows of tables too.
function fillCuts(cuts) {
  document.querySelectorAll("template.cut").forEach((one, at) => {
    one.innerHTML = cuts[at];
    one.replaceWith(one.content);
  });
}
