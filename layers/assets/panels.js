// What panels do when clicked, in the snapshot and in the dashboard: source marks open, `data-pick` selects.

// `root` is a document, an element or a shadow root; `onPick(id)` is called with the record that was picked.
// Returns a function that takes the behaviour away again.
function basingPanels(root, onPick) {
  const onClick = (event) => {
    const mark = event.target.closest("sup a");
    const pick = event.target.closest("[data-pick]");
    if (mark) {
      event.preventDefault();
      toggleSource(root, mark);
    } else if (!event.target.closest(".source-card")) closeSources(root);
    if (pick && !mark) {
      event.preventDefault();
      onPick(pick.dataset.pick);
    }
  };
  const onKey = (event) => {
    if (event.key === "Escape") closeSources(root);
  };
  nameMarks(root);
  for (const link of root.querySelectorAll('.blocks a[href^="http"]')) {
    Object.assign(link, { target: "_blank", rel: "noreferrer" });
  }
  root.addEventListener("click", onClick);
  root.addEventListener("keydown", onKey);
  return () => {
    root.removeEventListener("click", onClick);
    root.removeEventListener("keydown", onKey);
  };
}

// "[3]" tells a screen reader little: a mark is named after the card that it opens.
function nameMarks(root) {
  for (const mark of root.querySelectorAll("sup a")) {
    const card = cardOf(root, mark);
    if (card) mark.setAttribute("aria-label", card.getAttribute("aria-label"));
  }
}

const cardOf = (root, mark) => root.querySelector(`#source-${mark.hash.slice(2)}`);

function closeSources(root) {
  for (const mark of root.querySelectorAll('sup a[aria-expanded="true"]')) {
    mark.setAttribute("aria-expanded", "false");
  }
  for (const card of root.querySelectorAll(".source-card.open")) {
    card.classList.remove("open");
    card.hidden = true;
  }
}

// The card of a source opens right after the line of its mark, where a keyboard and a screen reader meet it next.
function toggleSource(root, mark) {
  const card = cardOf(root, mark);
  const wasOpen = mark.getAttribute("aria-expanded") === "true";
  closeSources(root);
  if (!card || wasOpen) return;
  const line = mark.closest("p, li, dd, td, blockquote, div") || mark;
  if (line.matches("dd, td, li, div")) line.append(card);
  else line.after(card);
  card.hidden = false;
  card.classList.add("open");
  mark.setAttribute("aria-expanded", "true");
}
