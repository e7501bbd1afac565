// Speaker notes: those of the slide, at a size and in a space that somebody chose.

const SIZES = [0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.3, 2.7, 3.2];
const USUAL = 4;
/** Percent of the height that the slides have. */
const SPLIT = { least: 15, most: 80, usual: 48, by: 5 };
/** The part of what is shown that a key scrolls. */
const PAGE = 0.6;

function within(number, least, most) {
  return Math.min(Math.max(number, least), most);
}

function attach(page, store) {
  const notes = Array.from(document.querySelectorAll(".p-note"));
  const box = page.find("notes");
  const split = page.find("split");
  const kept = exports.memory.get("presenter") || {};
  let size = typeof kept.size === "number" ? within(Math.round(kept.size), 0, SIZES.length - 1) : USUAL;
  let share = typeof kept.split === "number" ? within(kept.split, SPLIT.least, SPLIT.most) : SPLIT.usual;

  function keep() {
    exports.memory.set("presenter", { size, split: share });
  }

  function setSize(by) {
    size = within(size + by, 0, SIZES.length - 1);
    box.style.fontSize = SIZES[size] + "em";
    page.find("smaller").disabled = size === 0;
    page.find("larger").disabled = size === SIZES.length - 1;
    if (by) keep();
  }

  function setSplit(to) {
    share = within(Math.round(to), SPLIT.least, SPLIT.most);
    page.find("desk").style.setProperty("--split", share + "%");
    split.setAttribute("aria-valuenow", String(share));
  }

  function show(state, before) {
    if (before && before.slide === state.slide) return;
    notes.forEach((note, at) => {
      note.hidden = at !== state.slide;
    });
    box.scrollTop = 0;
  }

  function scroll(way) {
    return function () {
      box.scrollBy({ top: way * PAGE * box.clientHeight });
    };
  }

  const keys = {
    ArrowUp () { return share - SPLIT.by; },
    ArrowDown () { return share + SPLIT.by; },
    Home () { return SPLIT.least; },
    End () { return SPLIT.most; },
  };
  split.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setSplit(keys[event.key]());
    keep();
  });
  split.addEventListener("dblclick", () => {
    setSplit(SPLIT.usual);
    keep();
  });
  split.addEventListener("pointerdown", (event) => {
    split.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  split.addEventListener("pointermove", (event) => {
    if (!split.hasPointerCapture(event.pointerId)) return;
    const desk = page.find("desk").getBoundingClientRect();
    setSplit(((event.clientY - desk.top) / desk.height) * 100);
  });
  split.addEventListener("pointerup", keep);

  store.effect("larger", setSize.bind(null, 1));
  store.effect("smaller", setSize.bind(null, -1));
  store.effect("notes-down", scroll(1));
  store.effect("notes-up", scroll(-1));
  store.subscribe(show);
  setSize(0);
  setSplit(share);
  show(store.state);
}

exports.notes = { attach };
