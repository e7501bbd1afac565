// The tool in somebody's hand: which one it is, and what a mouse, a pen, a finger or keys do with it.

const boards = require("./board.js");
const parts = require("./part.js");

/** What has keys of its own. */
const FIELDS = "input, textarea, select, [contenteditable]";
/** The part of a frame between two points of a stroke, and that an arrow goes: with Shift, far. */
const NEAR = 0.0015;
const STEP = { near: 0.02, far: 0.1 };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function between(value) {
  return Math.min(Math.max(value, 0), 1);
}

/** Strokes that are drawn in this window. */
function attachPen(store, board, sync) {
  // Unlike those of other windows, and of this one before it was loaded again.
  const mine = Math.random().toString(36).slice(2, 8) + "-";
  let count = 0;
  let id = null;
  let length = 0;
  let last = null;

  function begin() {
    count += 1;
    id = mine + count.toString(36);
    length = 0;
  }

  return {
    begin,
    draw(points) {
      const numbers = [];
      points.forEach((point) => {
        if (last && length && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
        last = point;
        numbers.push(...point);
        length += 2;
      });
      if (!numbers.length) return;
      // A stroke without an end goes on as another one.
      if (length > boards.MOST.numbers) {
        begin();
        length = numbers.length;
      }
      sync.draw({ id, at: length - numbers.length, points: numbers });
    },
    /** The last stroke of this window, else of any. */
    undo() {
      const ids = Array.from(boards.on(board, store.state.slide).keys());
      const own = ids.filter((one) => one.startsWith(mine));
      sync.remove((own.length ? own : ids).slice(-1));
    },
    clear: () => sync.remove(Array.from(boards.on(board, store.state.slide).keys())),
  };
}

/** What each tool does where something points: when it goes down, moves while it is down, goes up, and only passes. */
function attachTools(sync, show, pen) {
  let from = null;
  const part = () => sync.said.zoom.part || parts.WHOLE;
  const zoomTo = (next) => sync.zoom(parts.isWhole(next) ? null : next);

  return {
    part,
    zoomTo,
    pointer: {
      down: (at) => sync.point(at),
      move: (at) => sync.point(at),
      pass: (at) => sync.point(at),
      // A finger that is lifted points at nothing.
      up: (at, isTouch) => isTouch && sync.point(null),
      out: () => sync.point(null),
    },
    pen: {
      down(at) {
        pen.begin();
        pen.draw([at]);
      },
      move: (at, all) => pen.draw(all),
      up() {},
    },
    zoom: {
      down(at) {
        from = at;
      },
      move: (at) => show.frame(from, at),
      up(at) {
        show.frame(null);
        if (at) zoomTo(parts.dragged(from, at, part()));
      },
    },
  };
}

/** What is drawn on neither turns pages nor follows links. */
function attachGuard(on) {
  for (const type of ["touchstart", "click"]) {
    on(type, (event) => {
      if (event.target.closest("button")) return;
      event.stopPropagation();
      if (type === "click") event.preventDefault();
    });
  }
}

/** Mouse, pen and fingers on the surface, as places of the slide. */
function attachPointer(page, store, surface, hand) {
  let held = null;

  /** A slide that is shown large is measured as such. */
  function place(event) {
    const { left, top, width, height } = page.sections[store.state.slide].getBoundingClientRect();
    return [between((event.clientX - left) / (width || 1)), between((event.clientY - top) / (height || 1))];
  }

  function isFree() {
    const { mode, overview, curtain } = store.state;
    return hand.tool && mode === "presenting" && overview === null && !curtain;
  }

  const on = (type, listener) => surface.addEventListener(type, (event) => { if (isFree()) listener(event, hand.tools[hand.tool]); });
  on("pointerdown", (event, tool) => {
    if (event.button || held !== null || event.target.closest("button")) return;
    held = event.pointerId;
    surface.setPointerCapture(held);
    event.preventDefault();
    tool.down(place(event));
  });
  on("pointermove", (event, tool) => {
    if (held === null) {
      if (tool.pass) tool.pass(place(event));
      return;
    }
    if (event.pointerId !== held) return;
    const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    tool.move(place(event), (all.length ? all : [event]).map(place));
  });
  surface.addEventListener("pointerup", (event) => {
    if (event.pointerId !== held) return;
    held = null;
    if (isFree()) hand.tools[hand.tool].up(place(event), event.pointerType !== "mouse");
  });
  surface.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== held) return;
    held = null;
    if (hand.tool) hand.tools[hand.tool].up(null, true);
  });
  on("pointerleave", (event, tool) => {
    if (tool.out && held === null) tool.out();
  });
  // Arrows are the tool's until something else points: a remote may send them.
  document.addEventListener("pointermove", () => { hand.isByKeys = false; });
  attachGuard(on);
}

/** Keys while a tool is in the hand. They come before those of the deck. */
function attachKeys(store, hand, sync, pen) {
  let at = [0.5, 0.5];

  function arrow([right, down], isFar) {
    const by = isFar ? STEP.far : STEP.near;
    if (hand.tool === "zoom") hand.tools.zoomTo(parts.moved(hand.tools.part(), right * 5 * by, down * 5 * by));
    else {
      at = [between(at[0] + right * by), between(at[1] + down * by)];
      sync.point(at);
    }
  }

  /** What a key does with the tool; nothing where it is not the tool's. */
  function action(event) {
    const { key } = event;
    const { tool, tools } = hand;
    const [x, y] = parts.middle(tools.part());
    if (key === "Escape") return tool || sync.said.zoom.part ? () => hand.leave() : null;
    if (hand.isByKeys && ARROWS[key] && tool !== "pen" && tool) return () => arrow(ARROWS[key], event.shiftKey);
    const known = {
      pen: { u: pen.undo, c: pen.clear },
      zoom: {
        "+": () => tools.zoomTo(parts.enlarged(tools.part(), parts.BY, [x, y])),
        "-": () => tools.zoomTo(parts.enlarged(tools.part(), 1 / parts.BY, [x, y])),
      },
    }[tool] || {};
    return known[key === "=" ? "+" : key.toLowerCase()];
  }

  document.addEventListener("keydown", (event) => {
    const { state } = store;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (state.panel || state.overview !== null || state.curtain || state.mode === "reading" || event.target.closest(FIELDS)) return;
    const act = action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }, true);
  return () => { at = [0.5, 0.5]; };
}

/** Gives the hand: `tool`, `take(name)`, which puts back what it has already, `leave()`, and what a pen can undo. */
function attach(page, store, board, sync, show) {
  const surface = page.isPresenter ? page.main.parentElement : page.main;
  const pen = attachPen(store, board, sync);
  const changeListeners = [];
  const hand = {
    tool: null,
    isByKeys: false,
    tools: attachTools(sync, show, pen),
    pen,
    changeListeners,
    take(name) {
      if (hand.tool === "pointer") sync.point(null);
      hand.tool = hand.tool === name ? null : name;
      hand.isByKeys = true;
      if (hand.tool) page.root.dataset.tool = hand.tool;
      else delete page.root.dataset.tool;
      show.frame(null);
      restart();
      changeListeners.forEach((listener) => listener());
    },
    leave() {
      if (sync.said.zoom.part) sync.zoom(null);
      if (hand.tool) hand.take(hand.tool);
    },
  };
  attachPointer(page, store, surface, hand);
  const restart = attachKeys(store, hand, sync, pen);
  store.subscribe((state, before) => {
    const isElsewhere = state.slide !== before.slide || state.step !== before.step;
    if (hand.tool && (state.mode === "reading" || (isElsewhere && hand.tool === "zoom"))) hand.take(hand.tool);
  });
  return hand;
}

module.exports = { attach };
