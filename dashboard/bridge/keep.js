// A draft kept by the browser, so that neither a reload nor a lost connection costs it. One for each file.
const shelf = (file) => `basing draft ${file}`;

function keepDraft({ file, digest, whole }, text) {
  try {
    localStorage.setItem(shelf(file), JSON.stringify({ digest, whole, text, when: new Date().toISOString() }));
  } catch {
    dropDraft(file); // no room: an older text would be worse than none
  }
}

function dropDraft(file) {
  localStorage.removeItem(shelf(file));
}

function keptDraft(file) {
  try {
    return JSON.parse(localStorage.getItem(shelf(file)));
  } catch {
    return null;
  }
}
