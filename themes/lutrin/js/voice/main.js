// Keeps the sound of a run where its speaker asks for it. The presenter view loads this when it is first asked for. Whatever
// becomes of the sound, the run goes on, and one sentence says what is missing.

const { attach: attachConsent } = require("./consent.js");
const microphones = require("./microphone.js");
const { attach: attachRecorder } = require("./recorder.js");
const { attach: attachSending } = require("./sending.js");
const { wanted } = require("./wanted.js");

/** The button and the words beside it. */
function attachWords(page) {
  const button = page.find("voice");
  const status = page.find("voice-status");

  return {
    say(word, values) {
      page.write("voice-status", word ? page.say("voice_" + word, values) : "");
      status.dataset.is = word;
    },
    become(isOn) {
      button.textContent = page.say(isOn ? "voice_stop" : "voice_start");
      button.setAttribute("aria-pressed", String(isOn));
    },
  };
}

function attach(page, store, runs) {
  const { say, become } = attachWords(page);
  /** What records, while the microphone is on; the run that it recorded; what keeps its sound waiting. */
  let recorder = null;
  let close = null;
  let heard = null;
  let trouble = "";
  const kind = () => window.lutrinPresenter.record.kind;

  function off(word = "", values) {
    if (!recorder) return;
    recorder.stop();
    close();
    recorder = null;
    become(false);
    say(word, values);
  }

  function follow(run) {
    if (!recorder) return;
    const wish = wanted(run, kind());
    const isOver = heard && wish.run !== heard;
    // A run that was thrown away takes its sound along.
    if (wish.is === "elsewhere" || isOver) return off(wish.is === "ready" ? "" : wish.is === "on" ? "ended" : wish.is);
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
    lost: (why, run) => run === heard && off("lost", { why }),
  });

  async function on() {
    const found = await microphones.open(() => off("gone"));
    if (found.why) return say(found.why);
    // The button may have been pressed twice meanwhile.
    if (recorder) return found.close();
    heard = null;
    trouble = "";
    close = found.close;
    recorder = attachRecorder(found, { piece: sending.add, failed: () => off("gone") });
    become(true);
    follow(runs.state);
  }

  const ask = attachConsent(page, store, on);
  runs.subscribe(follow);
  addEventListener("pagehide", () => off());
  return function () {
    if (recorder) return off("stopped");
    const why = wanted(runs.state, kind()).is === "elsewhere" ? "elsewhere" : microphones.obstacle();
    if (why) say(why);
    else ask();
  };
}

if (!window.lutrinVoice) {
  window.lutrinPresenter?.add((page, store, runs) => {
    window.lutrinVoice = attach(page, store, runs);
    page.find("voice").addEventListener("click", window.lutrinVoice);
    window.lutrinVoice();
  });
}
