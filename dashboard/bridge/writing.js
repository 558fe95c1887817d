// The text of a dossier, typed by a person, and beside it what is wrong in it. What is typed is told a moment after the
// last key; what is shown is replaced only by a text that was made elsewhere, which has another turn.
const PAUSE = 20;

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".writing");
  root.desk ??= makeDesk(root);
  root.desk.take(data, (typed) => setStateValue("typed", typed));
}

function makeDesk(root) {
  const area = root.querySelector("textarea"), numbers = root.querySelector(".numbers");
  const marks = root.querySelector(".marks"), list = root.querySelector("ol"), status = root.querySelector("[role=status]");
  let given = null, tell = () => {}, waiting = null, count = 0, lines = 0, shown = null, listed = null;

  function number() {
    const there = area.value.split("\n").length;
    if (there === lines) return;
    lines = there;
    numbers.textContent = Array.from({ length: lines }, (_, at) => at + 1).join("\n");
  }

  function follow() {
    for (const layer of [numbers, marks]) layer.style.transform = `translateY(${-area.scrollTop}px)`;
  }

  function send() {
    clearTimeout(waiting);
    waiting = null;
    count += 1;
    root.dataset.state = "waiting";
    tell({ turn: given.turn, file: given.draft.file, number: count, text: area.value });
  }

  function typed() {
    number();
    keepDraft(given.draft, area.value);
    root.dataset.state = "waiting";
    clearTimeout(waiting);
    waiting = setTimeout(send, PAUSE);
  }

  function start(line) {
    return area.value.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  }

  function show(line, column, focus) {
    const at = start(line) + Math.max(column - 1, 0), height = parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (line - 4) * height);
    area.scrollLeft = 0;
    area.setSelectionRange(at, at);
    if (focus) area.focus({ preventScroll: true });
    follow();
  }

  // A new line begins where the one above did, two further in below a key without a value.
  function breakLine(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const above = area.value.slice(area.value.lastIndexOf("\n", area.selectionStart - 1) + 1, area.selectionStart);
    const indent = above.match(/^[ ]*/)[0] + (/:\s*$/.test(above) ? "  " : "");
    document.execCommand("insertText", false, `\n${indent}`); // the one way that leaves the browser's undo as it is
  }

  function told(problem) {
    const item = document.createElement("li"), go = document.createElement("button"), sign = document.createElement("span");
    item.className = problem.severity;
    Object.assign(sign, { className: "sign", textContent: SIGNS[problem.severity] });
    Object.assign(go, { type: "button", textContent: `line ${problem.line}` });
    go.addEventListener("click", () => show(problem.line, problem.column, true));
    const hint = Object.assign(document.createElement("span"), { className: "hint", textContent: problem.hint && ` (${problem.hint})` });
    const words = Object.assign(document.createElement("bdi"), { textContent: problem.message });
    item.append(sign, ...(problem.line ? [go] : []), words, hint);
    return item;
  }

  function mark(problem) {
    const one = Object.assign(document.createElement("span"), { className: `mark ${problem.severity}`, textContent: SIGNS[problem.severity][0] });
    one.style.top = `calc(${problem.line - 1} * var(--line))`;
    return one;
  }

  area.addEventListener("input", typed);
  area.addEventListener("keydown", breakLine);
  area.addEventListener("scroll", follow);
  area.addEventListener("blur", () => waiting && send());

  return {
    take(data, answer) {
      const first = given === null, anew = first || data.turn !== given.turn || data.draft.file !== given.draft.file;
      const elsewhere = data.line && data.record !== shown;
      given = data;
      tell = answer;
      if (anew && area.value !== data.draft.text) {
        const at = [area.scrollTop, area.scrollLeft];
        area.value = data.draft.text;
        [area.scrollTop, area.scrollLeft] = at;
      }
      number();
      if (elsewhere) {
        shown = data.record;
        show(data.line, 1, false);
      }
      if (!anew && data.number !== count) return; // an answer to an older text: its lines may be others
      root.dataset.state = waiting === null ? "answered" : "waiting";
      const anything = JSON.stringify(data.problems);
      if (anything === listed) return; // what is about to be clicked stays where it is
      listed = anything;
      status.textContent = data.summary;
      list.replaceChildren(...data.problems.map(told));
      marks.replaceChildren(...data.problems.filter((one) => one.line).map(mark));
    },
  };
}

const SIGNS = { error: "× Fault", warning: "! Warning" };
