// Speaker notes: those of the slide, at a size and in a space that somebody chose.

const memory = require("./memory.js");

const SIZES = [0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.3, 2.7, 3.2];
const USUAL = 4;
/** Percent of the height that the slides have. */
const SPLIT = { least: 15, most: 80, usual: 48, by: 5 };
/** The part of what is shown that a key scrolls. */
const PAGE = 0.6;

function within(number, least, most) {
  return Math.min(Math.max(number, least), most);
}

/** What somebody chose, if it is a number. */
function chosen(number, least, most, usual) {
  return typeof number === "number" ? within(Math.round(number), least, most) : usual;
}

/** The size of the notes. `kept` is what this browser remembers of it, and `keep()` remembers it. */
function attachSize(page, store, kept, keep) {
  const most = SIZES.length - 1;
  kept.size = chosen(kept.size, 0, most, USUAL);

  function change(by) {
    kept.size = within(kept.size + by, 0, most);
    page.find("notes").style.fontSize = SIZES[kept.size] + "em";
    page.find("smaller").disabled = kept.size === 0;
    page.find("larger").disabled = kept.size === most;
    if (by) keep();
  }

  store.effect("larger", () => change(1));
  store.effect("smaller", () => change(-1));
  change(0);
}

/** The line between slides and notes, which a pointer or keys move. */
function attachSplit(page, kept, keep) {
  const { least, most, usual, by } = SPLIT;
  const split = page.find("split");
  const desk = page.find("desk");

  function move(to) {
    kept.split = chosen(to, least, most, usual);
    desk.style.setProperty("--split", kept.split + "%");
    split.setAttribute("aria-valuenow", String(kept.split));
  }

  const on = (type, listener) => split.addEventListener(type, listener);
  on("keydown", (event) => {
    const to = { ArrowUp: kept.split - by, ArrowDown: kept.split + by, Home: least, End: most }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(to);
    keep();
  });
  on("dblclick", () => {
    move(usual);
    keep();
  });
  on("pointerdown", (event) => {
    split.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  on("pointermove", (event) => {
    const { top, height } = desk.getBoundingClientRect();
    if (split.hasPointerCapture(event.pointerId)) move(((event.clientY - top) / height) * 100);
  });
  on("pointerup", keep);
  move(kept.split);
}

function attach(page, store) {
  const box = page.find("notes");
  const kept = memory.get("presenter") || {};
  const keep = () => memory.set("presenter", kept);
  const scroll = (way) => () => box.scrollBy({ top: way * PAGE * box.clientHeight });

  function show({ slide }, before) {
    if (before?.slide === slide) return;
    document.querySelectorAll(".p-note").forEach((note, at) => { note.hidden = at !== slide; });
    box.scrollTop = 0;
  }

  store.effect("notes-down", scroll(1));
  store.effect("notes-up", scroll(-1));
  store.subscribe(show);
  attachSize(page, store, kept, keep);
  attachSplit(page, kept, keep);
  show(store.state);
}

module.exports = { attach };
