// Keeps the sound of a run where its speaker asks for it. The presenter view loads this when it is first asked for. Whatever
// becomes of the sound, the run goes on, and one sentence says what is missing.

const { attach: attachConsent } = require("./consent.js");
const memory = require("../presenter/memory.js");
const microphones = require("./microphone.js");
const { attach: attachRecorder } = require("./recorder.js");
const { attach: attachSending } = require("./sending.js");
const { wanted } = require("./wanted.js");

const kind = () => window.lutrinPresenter.record.kind;

/** What is wrong with the sound, while all is well with the run. */
const TROUBLES = ["insecure", "unable", "refused", "absent", "failed", "gone", "unsaved", "lost"];

/** The button and the words beside it. */
function attachWords(page, runs) {
  const button = page.find("voice");
  const status = page.find("voice-status");
  /** The run that the words are about. */
  let about = null;

  function say(word, values) {
    const { id, phase } = runs.state;
    about = id;
    const all = word ? [page.say("voice_" + word, values)] : [];
    if (phase === "running" && TROUBLES.includes(word)) all.push(page.say("voice_goes_on"));
    page.write("voice-status", all.join(". "));
    status.dataset.is = word;
  }

  // What was said of another run, or of a window that records no more, is no longer so.
  runs.subscribe(({ id }) => {
    const isOver = status.dataset.is === "elsewhere" && kind() !== "elsewhere";
    if (isOver || (about && id !== about)) say("");
  });
  return {
    say,
    become(isOn) {
      button.textContent = page.say(isOn ? "voice_stop" : "voice_start");
      button.setAttribute("aria-pressed", String(isOn));
    },
  };
}

/** What the words beside the button become when the sound ends by itself. A run that was thrown away takes its sound along. */
function last({ is }) {
  return is === "ready" ? "" : is === "elsewhere" ? is : "ended";
}

/** The sound of a run: `on()` asks for the microphone, `off(word)` lets go of it; `isOn()` in between. */
function attachSound(page, runs, { say, become }) {
  /** What records, the microphone, the run that was heard, and what keeps its sound waiting. */
  let recorder = null;
  let microphone = null;
  let heard = null;
  let trouble = "";

  function off(word = "", values) {
    if (!recorder) return;
    recorder.stop();
    microphone.close();
    recorder = null;
    become(false);
    say(word, values);
  }

  function follow(run) {
    if (!recorder) return;
    const wish = wanted(run, kind());
    if (wish.is === "elsewhere" || (heard && wish.run !== heard)) return off(last(wish));
    if (wish.run) heard = wish.run;
    recorder.follow(wish);
    if (trouble) say("unsaved", { why: trouble });
    else say(wish.is === "ended" ? "ready" : wish.is);
  }

  const sending = attachSending(page, {
    trouble(why) {
      if (why === trouble) return;
      trouble = why;
      if (recorder) follow(runs.state);
      else say(why ? "unsaved" : "ended", { why });
    },
    lost(why, run) {
      // Of a run that was thrown away, nothing is missing.
      if (runs.state.id !== run) return;
      if (recorder) off("lost", { why });
      else say("lost", { why });
    },
  });

  async function on() {
    const found = await microphones.open(() => off("gone"));
    if (found.why) return say(found.why);
    // The button may have been pressed twice meanwhile.
    if (recorder) return found.close();
    [heard, trouble, microphone] = [null, "", found];
    recorder = attachRecorder(found, { piece: sending.add, failed: () => off("gone") });
    become(true);
    follow(runs.state);
  }

  runs.subscribe(follow);
  addEventListener("pagehide", () => {
    if (recorder) memory.set("voice", heard);
    off();
  });
  return { on, off, isOn: () => recorder !== null };
}

/** Says that sound is missing, once a run goes on that was recorded when its page was left. */
function attachReturn(runs, { say }, left) {
  let isSaid = false;

  function look({ id, phase }) {
    if (isSaid || id !== left || phase !== "running") return;
    isSaid = true;
    say("gone");
  }
  runs.subscribe(look);
  look(runs.state);
}

/** Gives what the button does. */
function attach(page, store, runs, words) {
  const sound = attachSound(page, runs, words);
  const ask = attachConsent(page, store, sound.on);
  return function () {
    if (sound.isOn()) return sound.off("stopped");
    const why = wanted(runs.state, kind()).is === "elsewhere" ? "elsewhere" : microphones.obstacle();
    if (why) words.say(why);
    else ask();
  };
}

if (!window.lutrinVoice) {
  window.lutrinPresenter?.add((page, store, runs) => {
    const words = attachWords(page, runs);
    const left = memory.get("voice");
    memory.set("voice", null);
    window.lutrinVoice = attach(page, store, runs, words);
    page.find("voice").addEventListener("click", window.lutrinVoice);
    // Nobody pressed the button where a page opens again.
    if (left) attachReturn(runs, words, left);
    else window.lutrinVoice();
  });
}
