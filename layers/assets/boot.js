// The map's data and scripts travel packed. Each script must still be one whose hash the page's policy names.
(async () => {
  // base 85: five letters for four bytes
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#,%.()*+-;/=:?@^_[{|}~";
  const values = new Uint8Array(128);
  [...letters].forEach((letter, value) => { values[letter.charCodeAt(0)] = value; });
  const text = document.getElementById("basing-packed").textContent;
  const missing = (5 - (text.length % 5)) % 5, whole = text + "~".repeat(missing);
  const bytes = new DataView(new ArrayBuffer((whole.length / 5) * 4));
  for (let at = 0, number = 0; at < whole.length; at += 1) {
    number = (at % 5 ? number * 85 : 0) + values[whole.charCodeAt(at)];
    if (at % 5 === 4) bytes.setUint32(((at - 4) / 5) * 4, number);
  }
  const packed = new Uint8Array(bytes.buffer, 0, bytes.byteLength - missing);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { data, scripts, folds, drawings, cuts, times, cards } = await new Response(stream).json();
  window.basingData = data;
  // Elements that stand for some time, or for some records, are told which; before others come out of folds.
  document.querySelectorAll("[data-t]").forEach((one, at) => {
    const [days, subject] = times[at].split("|");
    one.dataset.t = days;
    if (subject) one.dataset.of = subject;
  });
  // what is inserted here was made and escaped by layers.markup
  const fill = (elements, texts) => elements.forEach((one, at) => one.insertAdjacentHTML("beforeend", texts[at]));
  fill(document.querySelectorAll(".drawing"), drawings);
  fill(document.querySelectorAll(".fold"), folds);
  // what stands on other days alone; a template takes rows of tables too
  document.querySelectorAll("template.cut").forEach((one, at) => {
    one.innerHTML = cuts[at];
    one.replaceWith(one.content);
  });
  document.querySelector(".panels")?.insertAdjacentHTML("beforeend", cards);
  for (const text of scripts) document.body.append(Object.assign(document.createElement("script"), { textContent: text }));
})();
