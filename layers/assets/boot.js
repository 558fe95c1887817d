// The map's data and scripts travel packed. Each script must still be one whose hash the page's policy names.
(async () => {
  const packed = document.getElementById("basing-packed").textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { data, scripts, folds, cards } = await new Response(stream).json();
  window.basingData = data;
  // what is inserted here was made and escaped by layers.markup
  [...document.querySelectorAll(".fold")].forEach((fold, at) => fold.insertAdjacentHTML("beforeend", folds[at]));
  document.querySelector(".panels")?.insertAdjacentHTML("beforeend", cards);
  for (const text of scripts) document.body.append(Object.assign(document.createElement("script"), { textContent: text }));
})();
