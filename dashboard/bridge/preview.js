// A page of ours in a frame that can reach neither this page nor any other.
export default function ({ data, parentElement }) {
  const holder = parentElement.querySelector(".preview");
  if (holder.page === data.page) return;
  holder.page = data.page;
  const frame = Object.assign(document.createElement("iframe"), { title: data.title, srcdoc: data.page });
  frame.setAttribute("sandbox", "allow-scripts");
  holder.replaceChildren(frame);
}
