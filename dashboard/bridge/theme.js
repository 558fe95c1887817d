// Light or dark, from the background that Streamlit's own theme has at this element.
function themeOf(element) {
  const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
  return 0.3 * red + 0.6 * green + 0.1 * blue < 128 ? "dark" : "light";
}

// A change of theme changes the element's background, and its (instant) transition says so.
function followTheme(element, tell) {
  tell(themeOf(element));
  element.addEventListener("transitionend", (event) => event.target === element && tell(themeOf(element)));
}
