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

function attach(deck, document) {
  const { stand } = deck.deck;
  let mode = "going";
  let seen = deck.state;
  let pointer = still();
  let timer = 0;
  let quiet = 0;
  let isOwnKey = false;
  let isOnPaper = false;

  function go(action) {
    deck.dispatch(action);
    plan();
  }

  /** What comes next has its time from now on. */
  function plan() {
    clearTimeout(timer);
    const next = mode === "going" && !document.hidden && !isOnPaper && turn(deck.state, stand);
    if (next) timer = setTimeout(go, next.wait, next.action);
  }

  function happened(what) {
    clearTimeout(quiet);
    if (what === "touch") quiet = setTimeout(happened, QUIET, "quiet");
    const now = after(mode, what, stand.loop);
    if (now === mode) return;
    mode = now;
    button.show(mode, true);
    plan();
  }

  function onMove({ screenX, screenY, timeStamp }) {
    pointer = moved(pointer, { x: screenX, y: screenY, time: timeStamp });
    if (pointer.isFar) happened("touch");
  }

  const button = make(document, stand.strings, (event) => {
    pointer = released(pointer);
    happened("toggle");
    // A pointer leaves no focus behind, so that the next Space is the deck's again.
    if (event.detail) button.element.blur();
  });
  const isButton = (event) => button.element.contains(event.target);

  /** The last step of the last slide leads to the first slide, whoever goes on. */
  function again(state) {
    if (stand.loop && state === seen && isPlain(state) && isLast(state)) deck.dispatch(AGAIN);
  }

  deck.subscribe((state) => {
    seen = state;
    plan();
  });
  deck.effect("follow", () => happened("lead"));
  deck.effect("next", again);
  deck.effect("enter", again);
  learn(deck);
  deck.effect("auto", () => {
    isOwnKey = true;
    happened("toggle");
  });
  // After the deck's own listener, which may have asked for a pause.
  addEventListener("keydown", (event) => {
    if (!isOwnKey && !isButton(event)) happened("touch");
    isOwnKey = false;
  });
  ["pointerdown", "wheel"].forEach((name) => addEventListener(name, (event) => {
    if (!isButton(event)) happened("touch");
  }, { passive: true }));
  addEventListener("pointermove", onMove, { passive: true });
  document.addEventListener("visibilitychange", plan);
  ["beforeprint", "afterprint"].forEach((name) => addEventListener(name, () => {
    isOnPaper = name === "beforeprint";
    plan();
  }));
  button.show(mode, false);
  button.element.hidden = !stand.times.some(Boolean);
  plan();
}

module.exports = { attach };
