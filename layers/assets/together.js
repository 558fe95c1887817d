// Two maps that move together: where one has been moved to, the other is shown too.
const maps = [...document.querySelectorAll("iframe")];
window.addEventListener("message", ({ source, data }) => {
  if (data?.basing !== "moved" || !maps.some((map) => map.contentWindow === source)) return;
  for (const map of maps) {
    if (map.contentWindow !== source) map.contentWindow.postMessage({ ...data, basing: "show" }, "*");
  }
});
