// The map's data, scripts and styles travel packed. Each script and sheet must still be one whose hash the page's policy names.
(async () => {
  // base 85: five letters for four bytes
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#,%.()*+-;/=:?@^_[{|}~";
  const values = new Uint8Array(128);
  [...letters].forEach((letter, value) => { values[letter.charCodeAt(0)] = value; });
  const text = document.getElementById("basing-packed").textContent;
  const missing = (5 - (text.length % 5)) % 5, whole = text + "~".repeat(missing);
  const bytes = new DataView(new ArrayBuffer((whole.length / 5) * 4));
  const value = (at) => values[whole.charCodeAt(at)];
  for (let at = 0, to = 0; at < whole.length; at += 5, to += 4) {
    const high = (value(at) * 85 + value(at + 1)) * 85 + value(at + 2);
    bytes.setUint32(to, (high * 85 + value(at + 3)) * 85 + value(at + 4));
  }
  const packed = new Uint8Array(bytes.buffer, 0, bytes.byteLength - missing);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { data, sheets, scripts, folds, drawings, cuts, times, cards } = await new Response(stream).json();
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
  const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  document.querySelector("style").after(...sheets.map((text) => made("style", text)));
  document.body.append(...scripts.map((text) => made("script", text)));
})();
