export default function ({ data, parentElement }) {
  const shared = hub();
  const holder = parentElement.querySelector(".map");
  if (holder.page === data.page) return;
  holder.page = data.page;
  holder.querySelector("iframe")?.remove();
  const frame = Object.assign(document.createElement("iframe"), { title: data.title, srcdoc: data.page });
  frame.setAttribute("sandbox", "allow-scripts");
  frame.allowFullscreen = true;
  Object.assign(shared, { frame, ready: false });

  const answers = {
    ready() {
      shared.ready = true;
      for (const kind of ["theme", "rows", "state"]) if (shared.said[kind]) shared.send(shared.said[kind]);
    },
    drawn: () => holder.classList.add("drawn"),
    picked({ id }) {
      shared.pickedHere = String(id);
      shared.report(shared.pickedHere);
    },
    moved({ lat, lon, zoom }) {
      if (![lat, lon, zoom].every(Number.isFinite)) return;
      shared.where = { lat, lon, zoom };
      writeWhere(shared.where);
    },
  };
  window.addEventListener("message", (event) => {
    if (frame.isConnected && event.source === frame.contentWindow) answers[event.data?.basing]?.(event.data);
  });
  // Back and forward: the address says where the map was.
  window.addEventListener("popstate", () => {
    if (!frame.isConnected) return;
    shared.where = whereInAddress();
    if (shared.where) shared.send({ basing: "show", ...shared.where });
  });
  // Streamlit gives its own main part no name, and the page in the frame has one too.
  document.querySelector("main")?.setAttribute("aria-label", "Dashboard");
  holder.append(frame);
  followTheme(holder, (theme) => shared.say({ basing: "theme", theme }));
}
