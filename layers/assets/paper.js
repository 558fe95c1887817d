// On paper the map is a picture: light, as wide as the sheet, its legend open, and every fold open with it.
function followPrinting(page) {
  const root = document.documentElement, { map } = page, before = {};
  window.addEventListener("beforeprint", () => {
    if (before.folds) return; // a browser may say it twice
    const seen = map.getBounds();
    const layer = page.placesOn, sites = layer ? [...rowsIn(layer, seen)] : [];
    const shown = sites.length ? L.latLngBounds(sites.map((row) => [layer.lat[row], layer.lon[row]])) : seen;
    page.register?.open(); // a fold that opens itself on paper tells it too late
    Object.assign(before, { theme: root.dataset.theme, centre: map.getCenter(), zoom: map.getZoom() });
    before.folds = [...document.querySelectorAll("details:not([open])")];
    for (const fold of before.folds) fold.open = true;
    root.dataset.theme = "light";
    root.classList.add("on-paper");
    const fitting = { animate: false, padding: [60, 40], maxZoom: Math.max(before.zoom, 6) };
    page.quietly(() => map.invalidateSize({ animate: false }).fitBounds(shown, fitting));
    page.recolour();
  });
  window.addEventListener("afterprint", () => {
    if (!before.folds) return;
    for (const fold of before.folds) fold.open = false;
    before.folds = null;
    if (before.theme) root.dataset.theme = before.theme;
    else delete root.dataset.theme;
    root.classList.remove("on-paper");
    page.quietly(() => map.invalidateSize({ animate: false }).setView(before.centre, before.zoom, { animate: false }));
    page.recolour();
  });
}
