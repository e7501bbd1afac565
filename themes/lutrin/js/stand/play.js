// Lets slides come by themselves, until somebody touches something, and shows whether they do.

const { make } = require("./button.js");
const { after, still, moved, released } = require("./mode.js");
const { turn, isPlain, isLast, AGAIN } = require("./turn.js");

/** Milliseconds after which a stand that nobody touches goes on. */
const QUIET = 120000;

/** Takes a key into the table of the deck, and into its help: before that of the whole screen. */
function learn({ keys, deck }) {
  const at = keys.table.findIndex(({ name }) => name === "full_screen");
  deck.strings.auto = deck.stand.strings.auto;
  keys.learn([...keys.table.slice(0, at), { name: "auto", show: ["A"] }, ...keys.table.slice(at)]);
}

/** Lets slides come while `isGoing()`. Gives what begins the time of the slide that is shown anew. */
function clock(deck, document, isGoing) {
  let timer = 0;
  let isOnPaper = false;

  function plan() {
    clearTimeout(timer);
    const next = isGoing() && !document.hidden && !isOnPaper && turn(deck.state, deck.deck.stand);
    if (next) timer = setTimeout(go, next.wait, next.action);
  }

  function go(action) {
    deck.dispatch(action);
    plan();
  }

  document.addEventListener("visibilitychange", plan);
  ["beforeprint", "afterprint"].forEach((name) => addEventListener(name, () => {
    isOnPaper = name === "beforeprint";
    plan();
  }));
  return plan;
}

/** The last step of the last slide leads to the first slide of a deck that loops, whoever goes on. */
function goRound(deck) {
  let seen = deck.state;
  deck.subscribe((state) => { seen = state; });
  ["next", "enter"].forEach((name) => deck.effect(name, (state) => {
    if (state === seen && isPlain(state) && isLast(state)) deck.dispatch(AGAIN);
  }));
}

/** Says when somebody touches something else than the button `isButton` knows; `isOwn()`: that a key was for it. */
function watch(isButton, isOwn, touched) {
  // After the deck's own listener, which may have asked for a pause.
  addEventListener("keydown", (event) => {
    if (!isOwn() && !isButton(event)) touched();
  });
  ["pointerdown", "wheel"].forEach((name) => addEventListener(name, (event) => {
    if (!isButton(event)) touched();
  }, { passive: true }));
}

function attach(deck, document) {
  const { stand } = deck.deck;
  let mode = "going";
  let pointer = still();
  let quiet = 0;
  let isOwnKey = false;
  const plan = clock(deck, document, () => mode === "going");

  function happened(what) {
    clearTimeout(quiet);
    if (what === "touch") quiet = setTimeout(happened, QUIET, "quiet");
    const now = after(mode, what, stand.loop);
    if (now === mode) return;
    mode = now;
    button.show(mode, true);
    plan();
  }

  const button = make(document, stand.strings, (event) => {
    pointer = released(pointer);
    happened("toggle");
    // A pointer leaves no focus behind, so that the next Space is the deck's again.
    if (event.detail) button.element.blur();
  });

  function isOwn() {
    const was = isOwnKey;
    isOwnKey = false;
    return was;
  }

  deck.subscribe(plan);
  deck.effect("follow", () => happened("lead"));
  learn(deck);
  deck.effect("auto", () => {
    isOwnKey = true;
    happened("toggle");
  });
  watch((event) => button.element.contains(event.target), isOwn, () => happened("touch"));
  addEventListener("pointermove", ({ screenX, screenY, timeStamp }) => {
    pointer = moved(pointer, { x: screenX, y: screenY, time: timeStamp });
    if (pointer.isFar) happened("touch");
  }, { passive: true });
  if (stand.loop) goRound(deck);
  button.show(mode, false);
  button.element.hidden = !stand.times.some(Boolean);
  plan();
}

module.exports = { attach };
