// Keeps strokes, pointer and zoom the same in all windows of a deck: what somebody does in this one is told, and what others
// tell is shown. A window that opens late asks for what it lacks.

const follow = require("../deck/follow.js");
const boards = require("./board.js");
const { open: openOutbox } = require("./outbox.js");
const wire = require("./wire.js");

/** Milliseconds: devices that cannot ask, those of the audience, are told again what is drawn. */
const AGAIN = 15000;
/** Milliseconds: a spot that rests is told again, or it would be taken for one whose window is gone. */
const REST = 2000;
const NEVER = { n: 0, by: "" };

/** What was said last of zoom, and of whether strokes stay, wherever it was said. */
function attachSaid(page) {
  const said = { zoom: { ...NEVER, part: null }, keeps: { ...NEVER, is: false } };
  return {
    said,
    /** Takes in what others say. Gives whether it is new. */
    hear(name, theirs) {
      const isNew = wire.isLater(theirs, said[name]);
      if (isNew) said[name] = theirs;
      return isNew;
    },
    /** Said here: it counts for more than all that was heard. */
    say(name, more) {
      said[name] = { n: said[name].n + 1, by: page.self, ...more };
      return { [name]: said[name] };
    },
  };
}

/** What this window shows of zoom: nothing once somebody moved on, and that of a place to which it has not come yet, there. */
function attachZoom(store, said, show) {
  let awaited = null;

  const isHere = (place) => place.slide === store.state.slide && place.step === store.state.step;

  return {
    place(place) {
      awaited = isHere(place) ? null : place;
      show.zoom(awaited ? null : said.zoom.part);
    },
    /** Somebody moved. */
    leave() {
      if (awaited && isHere(awaited)) {
        awaited = null;
        show.zoom(said.zoom.part);
      } else if (!awaited) {
        said.zoom = { ...said.zoom, part: null };
        show.zoom(null);
      }
    },
    isAwaited: () => Boolean(awaited),
  };
}

function nextFrame() {
  return new Promise((done) => requestAnimationFrame(done));
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** What this window tells, and what it tells one that came. */
function attachTelling(page, store, board, said, zoom) {
  function tell(more) {
    const { slide, step } = store.state;
    return page.tell({ tool: { lang: page.data.lang, slide: page.ids[slide], at: slide, step, ...more } });
  }

  /** All that there is, in short, for a window that came. */
  function greet() {
    const has = boards.has(board, store.state.slide);
    const parts = {};
    if (Object.keys(has).length) parts.has = has;
    if (said.keeps.n) parts.keeps = said.keeps;
    if (said.zoom.n && !zoom.isAwaited()) parts.zoom = said.zoom;
    if (Object.keys(parts).length) tell(parts);
  }

  async function send(ids) {
    const { slide } = store.state;
    for (const strokes of wire.parcels(boards.pieces(board, slide, ids))) {
      if (store.state.slide !== slide) return;
      await Promise.race([tell({ strokes }), pause(AGAIN)]);
    }
  }

  if (page.isPresenter && page.isServed) setInterval(() => send(Array.from(boards.on(board, store.state.slide).keys())), AGAIN);
  return { tell, greet, send };
}

/** Takes in what another window says. */
function attachHearing(page, store, board, { hear }, zoom, { tell, send }, show) {
  let pointed = { from: "", n: 0 };

  const takers = {
    pointer({ pointer: { n, at }, from }, place) {
      if (from === pointed.from && n <= pointed.n) return;
      pointed = { from, n };
      if (!at || place.slide === store.state.slide) show.spot(at);
    },
    strokes({ strokes }, { slide }) {
      strokes.forEach((piece) => { if (boards.add(board, slide, piece)) show.stroke(slide, piece.id); });
    },
    gone({ gone }) {
      boards.remove(board, gone);
      show.erase(gone);
    },
    keeps: ({ keeps }) => hear("keeps", keeps),
    zoom({ zoom: theirs }, place) {
      if (hear("zoom", theirs)) zoom.place(place);
    },
    has({ has }, { slide }) {
      const want = boards.missing(board, slide, has);
      if (want.length && slide === store.state.slide) tell({ want });
    },
    want({ want }, { slide }) {
      if (slide === store.state.slide) send(want);
    },
  };

  return (message) => {
    const said = wire.checked(message);
    if (!said || said.from === page.self) return;
    const { slide } = follow.target(said, page.data.lang, page.ids, page.data.languages);
    Object.keys(takers).forEach((name) => {
      if (said[name]) takers[name](said, { slide, step: said.step });
    });
  };
}

/** What changes all the time in this window: where its pointer is, and what its pen draws. */
function attachMoving(store, board, show, tell) {
  const outbox = openOutbox(tell, nextFrame, pause);
  let resting = 0;

  function point(at) {
    clearTimeout(resting);
    if (at) resting = setTimeout(point, REST, at);
    show.spot(at);
    outbox.point({ n: Math.round(performance.timeOrigin + performance.now()), at: at && at.map(wire.rounded) });
  }

  return {
    point,
    /** The slide takes the spot with it. */
    lift() {
      clearTimeout(resting);
      show.spot(null);
    },
    /** Gives whether there was room. */
    draw(piece) {
      const isDrawn = boards.add(board, store.state.slide, piece);
      if (isDrawn) {
        show.stroke(store.state.slide, piece.id);
        outbox.draw({ ...piece });
      }
      return isDrawn;
    },
  };
}

/** Gives `hear(message)`, `greet()`, and what somebody may do in this window. */
function attach(page, store, board, show) {
  const known = attachSaid(page);
  const { said, say } = known;
  const zoom = attachZoom(store, said, show);
  const telling = attachTelling(page, store, board, said, zoom);
  const { tell, greet } = telling;
  const { point, lift, draw } = attachMoving(store, board, show, tell);
  const changeListeners = [];
  const hear = attachHearing(page, store, board, known, zoom, telling, show);
  const news = () => changeListeners.forEach((listener) => listener());

  function remove(ids) {
    if (!ids.length) return;
    boards.remove(board, ids);
    show.erase(ids);
    tell({ gone: ids });
    news();
  }

  /** What is not kept is gone with its slide, in every window by itself. */
  function left(slide) {
    if (said.keeps.is) return;
    const ids = Array.from(boards.on(board, slide).keys());
    boards.remove(board, ids);
    show.erase(ids);
  }

  store.subscribe((state, before) => {
    if (state.slide === before.slide && state.step === before.step) return;
    if (state.slide !== before.slide) {
      lift();
      left(before.slide);
      greet();
    }
    zoom.leave();
    news();
  });
  return {
    hear(message) {
      hear(message);
      news();
    },
    greet,
    remove,
    changeListeners,
    said,
    point,
    draw,
    zoom(part) {
      const { slide, step } = store.state;
      tell(say("zoom", { part: part && part.map(wire.rounded) }));
      zoom.place({ slide, step });
      news();
    },
    keep(is) {
      tell(say("keeps", { is }));
      news();
    },
  };
}

module.exports = { attach };
