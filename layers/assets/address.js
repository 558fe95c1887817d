// What stands after # in a document's address: `#lat=35.2&lon=36&zoom=9&selected=tartus`. Each part of the page that
// keeps something there adds how it is written, as [name, text] pairs, and how it is read, from URLSearchParams.

class Address {
  constructor() {
    this.parts = [];
  }

  add(part) {
    this.parts.push(part);
  }

  follow() {
    const asked = new URLSearchParams(window.location.hash.slice(1));
    for (const part of this.parts) part.read(asked);
  }

  write() {
    if (window.location.protocol === "about:") return;
    const words = this.parts.flatMap((part) => part.write());
    window.history.replaceState(null, "", `#${new URLSearchParams(words)}`);
  }
}
