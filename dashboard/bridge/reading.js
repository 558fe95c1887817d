export default function ({ data, parentElement, setTriggerValue }) {
  const holder = parentElement.querySelector(".reading");
  if (holder.html === data.html) return;
  holder.html = data.html;
  const focused = parentElement.activeElement?.dataset.pick;
  const root = document.createElement("div");
  root.innerHTML = data.html; // made and escaped by layers.markup
  holder.replaceChildren(root);
  followTheme(holder, (theme) => (root.dataset.theme = theme));
  basingPanels(root, (id) => setTriggerValue("picked", id));
  for (const [name, event] of [["open", "opened"], ["reset", "reset"]])
    for (const button of root.querySelectorAll(`[data-${name}]`))
      button.addEventListener("click", () => setTriggerValue(event, button.dataset[name]));
  for (const button of root.querySelectorAll("[data-link]")) button.addEventListener("click", () => copy(button));
  if (focused) root.querySelector(`[data-pick="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

// The View with its days written out, at the place where the map is now.
async function copy(button) {
  const address = new URL(window.location.href);
  address.search = button.dataset.link;
  for (const [name, value] of new URLSearchParams(window.location.search))
    if (["lat", "lon", "zoom"].includes(name)) address.searchParams.set(name, value);
  await navigator.clipboard.writeText(address.href);
  button.textContent = "Link copied";
  setTimeout(() => (button.textContent = "Copy link"), 2000);
}
