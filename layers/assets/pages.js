// The register of very many installations: a page of the table at a time, from what the map is drawn from.

const PAGE_ROWS = 100;

function setUpPages(holder, items) {
  const sorted = [...items].sort((one, other) => one.label.localeCompare(other.label));
  const last = Math.max(Math.ceil(sorted.length / PAGE_ROWS), 1);
  const body = element("tbody"), said = element("span"), bar = element("p", "page-bar");
  said.setAttribute("role", "status");
  let page = 1;
  const show = (wanted) => {
    page = Math.min(Math.max(wanted, 1), last);
    body.replaceChildren(...sorted.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS).map(registerRow));
    said.textContent = `Page ${page} of ${last}`;
    back.disabled = page === 1;
    on.disabled = page === last;
  };
  const back = pageButton("Earlier page", () => show(page - 1)), on = pageButton("Later page", () => show(page + 1));
  bar.append(back, said, on);
  holder.replaceChildren(bar, registerTable(body));
  show(1);
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
