// What stands after # in a document's address: `#lat=35.2&lon=36&zoom=9&selected=tartus`. Each part of the page that
// keeps something there adds how it is written, as [name, text] pairs, and how it is read, from URLSearchParams.

class Address {
  constructor() {
    this.parts = [];
  }

  add(part) {
    this.parts.push(part);
  }

  // Whether there is a view in it, and not the name of a place in the document.
  asks() {
    return window.location.hash.includes("=");
  }

  follow() {
    const { hash } = window.location;
    if (hash.length > 1 && !this.asks()) return;
    const asked = new URLSearchParams(hash.slice(1));
    for (const part of this.parts) part.read(asked);
  }

  // A browser takes so many addresses and no more: of a slider that is dragged it is told the last.
  write() {
    if (window.location.protocol === "about:") return;
    clearTimeout(this.waiting);
    const wait = (this.wrote ?? -ADDRESS_EVERY) + ADDRESS_EVERY - performance.now();
    if (wait > 0) { this.waiting = setTimeout(() => this.write(), wait); return; }
    this.wrote = performance.now();
    const words = this.parts.flatMap((part) => part.write());
    window.history.replaceState(null, "", `#${new URLSearchParams(words)}`);
  }
}

const ADDRESS_EVERY = 300; // milliseconds
