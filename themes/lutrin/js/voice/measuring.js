// Measures recordings in the browser: fetches one, has it decoded, and lets go of its samples.

const { measure } = require("./sound.js");

/** Samples a second: enough for speech. */
const RATE = 16000;

/** What sound.js says of the take at an address; nothing where the browser cannot decode it. */
async function measured(url) {
  try {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    const decoder = new OfflineAudioContext(1, 1, RATE);
    const decoded = await decoder.decodeAudioData(await answer.arrayBuffer());
    return measure(decoded.getChannelData(0), decoded.sampleRate);
  } catch (error) {
    return null;
  }
}

module.exports = { measured };
