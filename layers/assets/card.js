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

function showTip(frame, x, y, title, text) {
  const tip = partOf("tip");
  tip.replaceChildren(element("strong", "", title), ...(text ? [element("span", "", text)] : []));
  tip.hidden = false;
  const left = Math.max(6, Math.min(x + 14, frame.clientWidth - tip.offsetWidth - 6));
  const top = y + 18 + tip.offsetHeight > frame.clientHeight ? y - tip.offsetHeight - 10 : y + 16;
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

function hideTip() {
  partOf("tip").hidden = true;
}

function fillCard(members, onShow, onChoose) {
  const [item] = members, several = members.length > 1;
  partOf("card-title").textContent = several ? `${members.length} here` : item.label;
  partOf("card-facts").replaceChildren(...(several ? [] : item.lines.flatMap(factRows)));
  partOf("card-facts").hidden = several;
  partOf("card-list").replaceChildren(...(several ? members.map((member) => chooseRow(member, onChoose)) : []));
  partOf("card-list").hidden = !several;
  const record = partOf("card-record");
  record.hidden = several || !item.id;
  record.onclick = () => onShow(item.id);
}

// `Label: text` becomes a term and its description.
function factRows(line) {
  const cut = line.indexOf(": ");
  const term = cut > 0 && cut < 24 ? line.slice(0, cut) : "";
  return [element("dt", "", term), element("dd", "", term ? line.slice(cut + 2) : line)];
}

function chooseRow(member, onChoose) {
  const row = element("li"), button = element("button", "plain");
  button.type = "button";
  button.append(element("bdi", "", member.label), element("span", "status", statusOf(member)));
  const match = member.lines.find((line) => line.startsWith("Matches: "));
  if (match) button.append(element("span", "status", match));
  button.onclick = () => onChoose(member);
  row.append(button);
  return row;
}

const statusOf = (item) => (item.lines[0] || "").replace(/^(Status|Date): /, "");

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
