export default function ({ data, parentElement }) {
  const shared = hub(data.of), holder = parentElement.querySelector(".placing");
  const ground = JSON.stringify(data.ground);
  if (shared.ground !== ground) shared.say({ basing: "ground", ground: data.ground });
  shared.ground = ground;
  if (holder.page === data.page) return;
  holder.page = data.page;
  holder.querySelector("iframe")?.remove();
  const frame = Object.assign(document.createElement("iframe"), { title: data.title, srcdoc: data.page });
  frame.setAttribute("sandbox", "allow-scripts");
  Object.assign(shared, { frame, ready: false });

  const answers = {
    ready: () => shared.begin(),
    drawn: () => holder.classList.add("drawn"),
    placed: ({ said }) => shared.report(said),
  };
  window.addEventListener("message", (event) => {
    if (frame.isConnected && event.source === frame.contentWindow) answers[event.data?.basing]?.(event.data);
  });
  holder.append(frame);
  followTheme(holder, (theme) => shared.say({ basing: "theme", theme }));
}
