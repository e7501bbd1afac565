// Which key asks for what. Pure.

/**
 * Every key, in the order of the help. `name` is the string that says what it does, `show` how the help writes it, `keys` what
 * browsers call them: where none are said, those that are shown. What they ask for has that name, unless `action` says more.
 */
const deckKeys = [
  { name: "next", show: ["→", "↓", "space", "page_down", "N", "enter"], keys: ["ArrowRight", "ArrowDown", " ", "PageDown", "n"] },
  { name: "previous", show: ["←", "↑", "shift+space", "page_up", "P"], keys: ["ArrowLeft", "ArrowUp", "Shift+ ", "PageUp", "p", "Backspace"] },
  { name: "next_slide", show: ["shift+→"], keys: ["Shift+ArrowRight", "Shift+ArrowDown"] },
  { name: "previous_slide", show: ["shift+←"], keys: ["Shift+ArrowLeft", "Shift+ArrowUp"] },
  { name: "first", show: ["home"], keys: ["Home"] },
  { name: "last", show: ["end"], keys: ["End"] },
  { name: "number", show: ["1…9 enter"], keys: [] },
  { name: "jump", show: ["G"], action: { type: "panel", panel: "jump" } },
  { name: "overview", show: ["O", "escape"], keys: ["o"] },
  { name: "black", show: ["B", "."], action: { type: "curtain", curtain: "black" } },
  { name: "white", show: ["W", ","], action: { type: "curtain", curtain: "white" } },
  { name: "pointer", show: ["X"] },
  { name: "pen", show: ["D"] },
  { name: "zoom", show: ["Z"] },
  { name: "full_screen", show: ["F"] },
  { name: "language", show: ["L"], reading: true },
  { name: "presenter", show: ["S"], reading: true },
  { name: "read", show: ["R"], reading: true },
  { name: "help", show: ["?"], action: { type: "panel", panel: "help" }, reading: true },
];

let table = [];
let known = {};

function learn(entries) {
  table = entries.map((entry) => ({ keys: entry.show.map((key) => key.toLowerCase()), action: { type: entry.name.replace("_", "-") }, ...entry }));
  known = {};
  table.forEach((entry) => entry.keys.forEach((key) => { known[key] = entry; }));
  module.exports.table = table;
}

/** Takes the keys of another view in, and those of some names out; `scrolling` are those that scroll there. */
function change(without, entries, scrolling) {
  taken.scroll = scrolling;
  learn(entries.concat(deckKeys.filter((entry) => !without.includes(entry.name))));
}

/** The keys that belong to what has the focus. A field takes all of them, a choice all but those of a remote. */
const taken = {
  link: ["Enter"],
  control: ["Enter", " "],
  player: ["Enter", " ", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"],
  scroll: [" ", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"],
};

const REMOTE = /^(Page|Arrow(Left|Right)$)/;

/**
 * The key by its letter on any keyboard: in Greek or Cyrillic, and digits that would need Shift in French, where what
 * stands there without Shift means nothing itself.
 */
function named(event) {
  const digit = !event.shiftKey && /^Digit(\d)$/.exec(event.code || "");
  if (digit && !Object.hasOwn(known, event.key)) return digit[1];
  if (event.key.length > 1 || event.key === " ") return event.key;
  const letter = event.key > "\x7f" && /^Key([A-Z])$/.exec(event.code || "");
  return (letter ? letter[1] : event.key).toLowerCase();
}

/** The key of the other direction, as browsers or as the help call it. */
function turned(key) {
  return { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft", "←": "→", "→": "←" }[key] || key;
}

/** In the overview arrows go through the grid. */
function inOverview(key, columns) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (by) return { type: "select", by };
  return key === " " ? { type: "choose" } : null;
}

/**
 * What a key asks for, or nothing. `context`: the `state`, the `focus` ("field", "choice", "control", "link", "player",
 * "scroll" or nothing), the `columns` of the overview, `isMirrored` where lines run from right to left.
 */
function action(event, context) {
  const state = context.state;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || context.focus === "field" || state.panel) return null;
  let key = named(event);
  if ((taken[context.focus] || []).includes(key) || (context.focus === "choice" && !REMOTE.test(key))) return null;
  if (context.isMirrored) key = turned(key);
  if (state.mode === "reading") return known[key] && known[key].reading ? known[key].action : null;
  if (key === "Escape") return { type: "escape" };
  if (key === "Enter") return { type: "enter" };
  if (/^\d$/.test(key)) return { type: "digit", digit: key };
  const chosen = state.overview !== null && !state.curtain && inOverview(key, context.columns);
  if (chosen) return chosen;
  const isPlain = !event.shiftKey || (key.length === 1 && key !== " ");
  const entry = (event.shiftKey && known["Shift+" + key]) || (isPlain && known[key]);
  return entry ? entry.action : null;
}

module.exports = { action, change, learn, turned };
learn(deckKeys);
