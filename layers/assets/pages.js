// The register of very many installations: a page of the table at a time, from what the map is drawn from. It is
// put in order when it is first opened.

const PAGE_ROWS = 100;

class Register {
  constructor(holder, layer) {
    this.layer = layer;
    this.page = 1;
    this.body = element("tbody");
    this.said = element("span");
    this.said.setAttribute("role", "status");
    this.back = pageButton("Earlier page", () => this.show(this.page - 1));
    this.on = pageButton("Later page", () => this.show(this.page + 1));
    const bar = element("p", "page-bar");
    bar.append(this.back, this.said, this.on);
    holder.replaceChildren(bar, registerTable(this.body));
    this.fold = holder.closest("details");
    this.fold.addEventListener("toggle", () => this.refresh());
  }

  // On another day, and when it is opened.
  refresh() {
    if (this.fold.open) this.open();
  }

  open() {
    this.order ??= inOrder(this.layer.labels);
    this.rows = this.order.filter((row) => this.layer.stands(row));
    this.show(this.page);
  }

  show(wanted) {
    const { rows, layer } = this, last = Math.max(Math.ceil(rows.length / PAGE_ROWS), 1);
    this.page = Math.min(Math.max(wanted, 1), last);
    const some = rows.slice((this.page - 1) * PAGE_ROWS, this.page * PAGE_ROWS);
    this.body.replaceChildren(...Array.from(some, (row) => registerRow(layer.item(row))));
    this.said.textContent = `Page ${this.page} of ${last}`;
    this.back.disabled = this.page === 1;
    this.on.disabled = this.page === last;
  }
}

function inOrder(labels) {
  const { compare } = new Intl.Collator();
  return Int32Array.from(labels.keys()).sort((one, other) => compare(labels[one], labels[other]));
}

function pageButton(words, onClick) {
  const button = element("button", "page", words);
  button.type = "button";
  button.onclick = onClick;
  return button;
}

function registerTable(body) {
  const box = element("div", "scroll"), table = element("table"), head = element("thead"), row = element("tr");
  for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "Installations on the map"]]) {
    box.setAttribute(name, value);
  }
  for (const words of ["Installation", "Place", "What the map says"]) {
    row.append(Object.assign(element("th", "", words), { scope: "col" }));
  }
  head.append(row);
  table.append(head, body);
  box.append(table);
  return box;
}

function registerRow(item) {
  const row = element("tr"), name = element("th"), pick = element("button", "pick", item.label), lines = element("td");
  name.scope = "row";
  pick.dataset.pick = item.id;
  name.append(pick);
  lines.append(...item.lines.map((line) => element("div", "", line)));
  row.append(name, element("td", "", item.point ? `${item.lat}, ${item.lon}` : "not published"), lines);
  return row;
}
