// The buttons of the presenter view for what is in the hand, and what is kept of drawings.

const { make } = require("../deck/page.js");
const memory = require("../presenter/memory.js");
const boards = require("./board.js");
const line = require("./line.js");
const parts = require("./part.js");

const KEEP = "keep-drawings";

/** Offers the drawings of all slides as one file. */
function save(page, board) {
  const slides = page.ids.map((id, slide) => ({
    name: slide + 1 + ". " + page.titles[slide],
    strokes: Array.from(boards.on(board, slide).values(), boards.drawn).filter((points) => points.length),
  })).filter(({ strokes }) => strokes.length);
  const svg = page.main.querySelector(".deck-ink");
  if (!slides.length || !svg) return;
  const text = line.file(slides, svg.viewBox.baseVal.height, "#b3261e", page.data.lang);
  const href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const link = make("a", { href, download: page.data.deck.split("/").pop() + ".drawings." + page.data.lang + ".svg" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(URL.revokeObjectURL, 60000, href);
}

function attach(page, store, board, { hand, sync }) {
  const { pen, tools } = hand;

  function press(name, action) {
    const button = page.find(name);
    button.addEventListener("click", (event) => {
      if (event.detail) button.blur();
      action();
    });
    return button;
  }

  function enlarge(by) {
    const part = tools.part();
    tools.zoomTo(parts.enlarged(part, by, parts.middle(part)));
  }

  const undo = press("undo", pen.undo);
  const clear = press("clear", pen.clear);
  const keep = press("keep", () => {
    memory.set(KEEP, !sync.said.keeps.is || null);
    sync.keep(!sync.said.keeps.is);
  });
  const saving = press("drawings", () => save(page, board));
  press("zoom-in", () => enlarge(parts.BY));
  const out = press("zoom-out", () => enlarge(1 / parts.BY));
  const whole = press("zoom-whole", () => sync.zoom(null));

  function update() {
    for (const name of ["pointer", "pen", "zoom"]) {
      const isOn = hand.tool === name;
      page.find(name).setAttribute("aria-pressed", String(isOn));
      const more = page.find("of-" + name);
      if (more) more.hidden = !isOn;
    }
    const isBare = !boards.on(board, store.state.slide).size;
    undo.disabled = clear.disabled = isBare;
    saving.disabled = !Array.from(board.slides.values()).some((strokes) => strokes.size);
    keep.setAttribute("aria-pressed", String(sync.said.keeps.is));
    out.disabled = whole.disabled = !sync.said.zoom.part;
  }

  hand.changeListeners.push(() => {
    // Who takes the pen says whether what it draws stays, unless somebody has said so.
    if (hand.tool === "pen" && !sync.said.keeps.n) sync.keep(Boolean(memory.get(KEEP)));
    update();
  });
  sync.changeListeners.push(update);
  update();
}

module.exports = { attach };
