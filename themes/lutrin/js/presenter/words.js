// The page of the presenter view, as the deck's modules know a page: its words, its keys, and the places to fill.

const keys = require("../deck/keys.js");
const { read: readDeck } = require("../deck/page.js");

/** Keys beside those of the deck, which mean the same here. Only reading has no sense in front of an audience. */
const KEYS = [
  { name: "time", show: ["T"] },
  { name: "questions", show: ["Q"] },
  { name: "finish", show: ["E"], action: { type: "panel", panel: "finish" } },
  { name: "larger", show: ["+"], keys: ["+", "="] },
  // `_` is the same key with Shift; without it, it is the 8 of a French keyboard.
  { name: "smaller", show: ["-"], keys: ["-", "Shift+_"] },
  { name: "notes_down", show: ["J"] },
  { name: "notes_up", show: ["K"] },
];

function read(document) {
  const page = readDeck(document);
  // A click into the notes must not turn a remote off: it sends what would scroll them.
  keys.change(["read"], KEYS, ["ArrowUp", "ArrowDown"]);
  Object.assign(page, {
    isPresenter: true,
    // A file of its own may stand alone.
    other: page.data.audience && { url: page.data.audience, name: "lutrin-audience-" },
    /** Where something of the view is written. */
    find(name) {
      return document.getElementById("_p-" + name);
    },
    write(name, text) {
      write(page.find(name), text);
    },
    /** A word of pace, which the style sheet gives a shape, and how much. */
    writePace(name, word, text) {
      page.find(name).dataset.word = word || "";
      page.write(name, text);
    },
  });
  page.data.title = page.say("name") + " \u2013 " + page.data.title;
  return page;
}

/** Only what changed is written: whoever reads along is not told the same again and again. */
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

module.exports = { read, write };
