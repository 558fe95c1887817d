// The map's data, scripts and styles travel packed. Each script and sheet must still be one whose hash the page's policy names.
(async () => {
  // base 85: five letters for four bytes
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#,%.()*+-;/=:?@^_[{|}~";
  const values = new Uint8Array(128);
  [...letters].forEach((letter, value) => { values[letter.charCodeAt(0)] = value; });
  const unpacked = (id) => {
    const text = document.getElementById(id).textContent;
    const missing = (5 - (text.length % 5)) % 5, whole = new TextEncoder().encode(text + "~".repeat(missing));
    const bytes = new DataView(new ArrayBuffer((whole.length / 5) * 4));
    for (let at = 0, to = 0; at < whole.length; at += 5, to += 4) {
      const high = (values[whole[at]] * 85 + values[whole[at + 1]]) * 85 + values[whole[at + 2]];
      bytes.setUint32(to, (high * 85 + values[whole[at + 3]]) * 85 + values[whole[at + 4]]);
    }
    const packed = new Uint8Array(bytes.buffer, 0, bytes.byteLength - missing);
    const { writable, readable } = new DecompressionStream("gzip"), writer = writable.getWriter();
    writer.write(packed);
    writer.close();
    return new Response(readable).json();
  };
  const { data, sheets, scripts } = await unpacked("basing-packed");
  // what panels hold folded away is wanted later than the map
  window.basingData = { ...data, ofPanels: () => unpacked("basing-panels") };
  const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  document.querySelector("style").after(...sheets.map((text) => made("style", text)));
  document.body.append(...scripts.map((text) => made("script", text)));
})();
