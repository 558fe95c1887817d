// The popup with a site's facts, and the tip under the pointer. Text goes in by textContent alone.

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) {
    made.textContent = text;
    made.dir = "auto";
  }
  return made;
}

const partOf = (id) => document.getElementById(id);

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showTip(frame, x, y, title, ...lines) {
  const tip = partOf("tip");
  tip.replaceChildren(element("strong", "", title), ...lines.filter(Boolean).map((line) => element("span", "", line)));
  tip.hidden = false;
  const left = Math.max(6, Math.min(x + 14, frame.clientWidth - tip.offsetWidth - 6));
  const top = y + 18 + tip.offsetHeight > frame.clientHeight ? y - tip.offsetHeight - 10 : y + 16;
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

function hideTip() {
  partOf("tip").hidden = true;
}

// One thing with its facts, or a list of several; `stamp` draws the mark of an item.
function fillCard({ title, items, number, lines, stamp }, onShow, onChoose) {
  const several = number > 1, list = partOf("card-list"), record = partOf("card-record");
  partOf("card-title").textContent = title;
  partOf("card-facts").replaceChildren(...(several ? [] : lines.flatMap(factRows)));
  partOf("card-facts").hidden = several;
  fillList(list, several ? items : [], several ? number : 0, null, onChoose, stamp);
  list.hidden = !several;
  record.hidden = several || !items[0].id;
  record.onclick = () => onShow(items[0].id);
}

// `Label: text` becomes a term and its description.
function factRows(line) {
  const cut = line.indexOf(": ");
  const term = cut > 0 && cut < 24 ? line.slice(0, cut) : "";
  return [element("dt", "", term), element("dd", "", term ? line.slice(cut + 2) : line)];
}

function chooseRow(item, onChoose) {
  const row = element("li"), button = element("button", "plain");
  button.type = "button";
  button.dataset.id = item.id;
  button.append(element("bdi", "", item.label));
  button.onclick = () => onChoose(item);
  row.append(button);
  return row;
}

// What a row of a list says of its item on the day that is shown.
function sayInRow(row, item, selected, stamp) {
  const button = row.firstChild, match = item.lines.find((line) => line.startsWith("Matches: "));
  const said = [statusOf(item.lines), ...(match ? [match] : [])].join("\n");
  if (selected) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
  if (button.said !== said) {
    button.said = said;
    for (const old of button.querySelectorAll(".status")) old.remove();
    button.append(...said.split("\n").map((line) => element("span", "status", line)));
  }
  if (!stamp || button.look === item.look) return;
  button.look = item.look;
  row.classList.add("marked");
  row.querySelector("canvas")?.remove();
  row.append(stamp(item.look));
}

const statusOf = (lines) => (lines[0] || "").replace(/^(Status|Date): /, "");

// Beside the mark, above it where there is room, and always inside the frame.
function placeCard(frame, x, y) {
  const card = partOf("card");
  card.hidden = false;
  const left = Math.max(8, Math.min(x - card.offsetWidth / 2, frame.clientWidth - card.offsetWidth - 8));
  const above = y - card.offsetHeight - 18;
  const top = above >= 8 ? above : Math.min(y + 20, frame.clientHeight - card.offsetHeight - 8);
  card.style.left = `${left}px`;
  card.style.top = `${Math.max(8, top)}px`;
}
