// A page and what it is told of its place come through two components. They meet here, by the key that both have.
function hub(of) {
  document.basingPlaces ??= new Map();
  if (!document.basingPlaces.has(of)) document.basingPlaces.set(of, {
    frame: null,
    ready: false,
    said: {},
    report: () => {},
    // The last message of each kind is kept for a frame that is not ready yet, or is made anew.
    say(message) {
      this.said[message.basing] = message;
      if (this.ready) this.frame.contentWindow.postMessage(message, "*");
    },
    begin() {
      this.ready = true;
      for (const kind of ["theme", "ground", "place"]) if (this.said[kind]) this.say(this.said[kind]);
    },
  });
  return document.basingPlaces.get(of);
}
