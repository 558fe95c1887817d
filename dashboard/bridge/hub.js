// The page, the rows and the two halves of the state of the map come through four components, so that a long one is
// sent once and a short one each time. They meet here.
function hub() {
  document.basingHub ??= {
    frame: null,
    ready: false,
    said: {},
    halves: {},
    where: whereInAddress(),
    pickedHere: "",
    report: () => {},
    // The last message of each kind is kept for a frame that is not ready yet, or is made anew.
    say(message) {
      this.said[message.basing] = message;
      this.send(message);
    },
    send(message) {
      if (this.ready) this.frame.contentWindow.postMessage(message, "*");
    },
    // One half of the state. What changes both is told once, when both have come.
    takeHalf(name, half) {
      this.halves[name] = half;
      queueMicrotask(() => this.sayState());
    },
    sayState() {
      const { shown, pointed } = this.halves, before = this.said.state?.state;
      if (!shown || !pointed) return;
      const state = { ...shown, ...pointed };
      // The page moves the map by itself to another dossier, and to a record picked elsewhere.
      const picked = before && state.selected !== before.selected && state.selected !== this.pickedHere;
      if (before && (picked || state.look.key !== before.look.key)) this.where = null;
      if (JSON.stringify(state) !== JSON.stringify(before)) this.say({ basing: "state", state });
      writeWhere(this.where);
    },
  };
  return document.basingHub;
}

const WHERE = { lat: 4, lon: 4, zoom: 1 }; // with the digits kept

// Where the address says that the map is, null if it does not say.
function whereInAddress() {
  const asked = new URLSearchParams(window.location.search);
  const where = Object.fromEntries(Object.keys(WHERE).map((name) => [name, parseFloat(asked.get(name))]));
  return Object.values(where).every(Number.isFinite) ? where : null;
}

// The address is written here and not by the script, which would have to run for it: so also each time that the
// script writes the rest of the address anew.
function writeWhere(where) {
  const address = new URL(window.location.href);
  for (const [name, digits] of Object.entries(WHERE))
    if (where) address.searchParams.set(name, String(Number(where[name].toFixed(digits))));
    else address.searchParams.delete(name);
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}
