// The clock of a room: the time that the run of a deck has left, for who chairs the session. It only listens.

const { begin, look } = require("../presenter/moment.js");
const { face } = require("./face.js");
const { heard } = require("./heard.js");

const OFTEN = 250;
/** Milliseconds, as in `deck/server.js`: after two silences of the server the connection is dead. */
const DEAD = 11000;
const LOOK = 2000;

/** Hears what is said of the run: in this browser, and through the server from other devices. */
function listen(name, hear, server) {
  try {
    new BroadcastChannel("lutrin:" + name).onmessage = (event) => hear(event.data);
  } catch (error) {
    // A browser that has none may have the server.
  }
  if (!window.lutrinListen) return server(false);
  const address = "/_lutrin/present/" + name.split("/").map(encodeURIComponent).join("/") + "?role=presenter";
  const { open, check } = lutrinListen(address, { message: hear, server }, hear);
  setInterval(check, LOOK, DEAD);
  addEventListener("pageshow", (event) => (event.persisted ? open() : check(DEAD / 2)));
  document.addEventListener("visibilitychange", () => check(DEAD / 2));
  open();
}

/** The screen stays on, where the browser may do that. */
function stayAwake() {
  const ask = () => !document.hidden && navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", ask);
  ask();
}

function begun(document) {
  const data = JSON.parse(document.getElementById("_clock").textContent);
  const [digits, word, note] = ["digits", "word", "note"].map((name) => document.getElementById("_c-" + name));
  const full = document.getElementById("_c-full");
  let moment = begin(performance.now(), Date.now());
  let known = null;
  let isAway = false;

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function say({ name, values }) {
    return data.strings[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  function show() {
    moment = look(moment, performance.now(), Date.now());
    const shown = face(known, { now: moment.time, waited: moment.time, isAway });
    document.documentElement.dataset.level = shown.level;
    document.documentElement.dataset.length = shown.digits.length > 7 ? "longest" : shown.digits.length > 5 ? "long" : "short";
    write(digits, shown.digits);
    write(word, say({ name: shown.word, values: {} }));
    write(note, shown.note ? say(shown.note) : "");
  }

  function hear(message) {
    moment = look(moment, performance.now(), Date.now());
    known = heard(known, message, { slot: data.slot, time: moment.time });
    show();
  }

  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  });
  listen(data.deck + (data.variant ? "/" + data.variant : ""), hear, (isThere) => {
    isAway = !isThere;
    show();
  });
  setInterval(show, OFTEN);
  stayAwake();
  show();
}

begun(document);
