// Records a microphone, each visit of a slide by itself: a part of a recording cannot be played without its beginning.

/** Milliseconds between two pieces: what a tab that is closed loses at most. */
const PIECE = 3000;
/** Milliseconds: a slide that somebody only passed has no sound. */
const PASSED = 500;
/** Enough for speech. */
const BITS = 32000;

/** `on.piece(take, blob)` gets what was heard, bit by bit; `on.failed()` is called when no more comes. */
function attach({ stream, type }, on) {
  let current = null;
  let last = -1;

  function begin({ run, now, slide, visit }) {
    // No two takes of a run begin at one time: their files are named by it.
    last = Math.max(now, last + 1);
    const take = { run, start: last, slide, as: type.as, bytes: 0, isPassed: false };
    const recorder = new MediaRecorder(stream, { mimeType: type.mime, audioBitsPerSecond: BITS });
    recorder.addEventListener("dataavailable", ({ data }) => {
      if (data.size && !take.isPassed) on.piece(take, data);
    });
    recorder.addEventListener("error", on.failed);
    recorder.start(PIECE);
    return { take, run, visit, recorder, since: performance.now() };
  }

  function stop() {
    if (!current) return;
    const { take, recorder, since } = current;
    current = null;
    take.isPassed = !take.bytes && performance.now() - since < PASSED;
    if (recorder.state !== "inactive") recorder.stop();
  }

  /** Records what is wanted, see wanted.js. */
  function follow(wish) {
    if (current && (wish.visit !== current.visit || wish.run !== current.run)) stop();
    const isOn = wish.is === "on";
    if (!current) {
      if (isOn) current = begin(wish);
      return;
    }
    const { recorder } = current;
    if (isOn && recorder.state === "paused") recorder.resume();
    if (!isOn && recorder.state === "recording") {
      recorder.requestData();
      recorder.pause();
    }
  }

  return { follow, stop };
}

module.exports = { attach };
