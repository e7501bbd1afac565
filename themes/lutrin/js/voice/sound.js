// What the samples of a recording say: how long somebody speaks, how long there is silence, and its shape. Pure.

/** Seconds of one window, whose loudness (the root of the mean square) is one number. */
const WINDOW = 0.02;
/** Quieter than this there is nobody, however quiet the rest is: 50 dB below the loudest that there can be. */
const FLOOR = 10 ** (-50 / 20);
/** Speech is at most so much quieter than its loud parts: 22 dB. */
const BELOW = 10 ** (-22 / 20);
/** The share of windows that are quieter than the loud parts of a recording. */
const LOUD = 0.95;
/** Seconds: between two words lies less. */
const BREATH = 0.3;

/** The loudness of each window. */
function loudness(samples, rate) {
  const size = Math.max(1, Math.round(rate * WINDOW));
  const found = [];
  for (let from = 0; from < samples.length; from += size) {
    const to = Math.min(from + size, samples.length);
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += samples[at] * samples[at];
    found.push(Math.sqrt(sum / (to - from)));
  }
  return found;
}

/** From where on a window is speech. */
function threshold(levels) {
  const sorted = [...levels].sort((a, b) => a - b);
  const loud = sorted[Math.floor((sorted.length - 1) * LOUD)] || 0;
  return Math.max(FLOOR, loud * BELOW);
}

/** Which windows are speech. What is shorter than a breath between two words is. */
function spoken(levels) {
  const least = threshold(levels);
  const found = levels.map((level) => level >= least);
  const most = Math.round(BREATH / WINDOW);
  let last = -1;
  found.forEach((is, at) => {
    if (!is) return;
    if (last >= 0 && at - last <= most) found.fill(true, last, at);
    last = at;
  });
  return found;
}

/** The shape in `count` columns: the `height` of each beside the highest, and whether what is loudest in it is speech. */
function shape(levels, isSpoken, count) {
  const most = levels.reduce((a, b) => Math.max(a, b), FLOOR);
  const columns = Math.min(count, levels.length);
  return Array.from({ length: columns }, (none, column) => {
    let loudest = Math.floor((column * levels.length) / columns);
    const to = Math.floor(((column + 1) * levels.length) / columns);
    for (let at = loudest; at < to; at += 1) if (levels[at] > levels[loudest]) loudest = at;
    return { height: levels[loudest] / most, isSpeech: isSpoken[loudest] };
  });
}

/** `{seconds, speech, columns}`: `speech` are the seconds of it. `samples` are numbers from -1 to 1, `rate` of them a second. */
function measure(samples, rate, count = 120) {
  const levels = loudness(samples, rate);
  const isSpoken = spoken(levels);
  const seconds = samples.length / rate;
  const speech = levels.length ? (seconds * isSpoken.filter(Boolean).length) / levels.length : 0;
  return { seconds, speech, columns: shape(levels, isSpoken, count) };
}

/** Words a minute while somebody speaks, if all notes of a slide were said each time. Of too little speech, nothing. */
function pace(words, times, speech) {
  return words > 0 && speech >= 5 ? Math.round((words * times * 60) / speech) : null;
}

module.exports = { measure, pace };
