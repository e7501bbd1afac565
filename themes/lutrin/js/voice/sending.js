// Sends pieces of sound to the dev server, one after the other. What it cannot keep now is sent again; what it refuses for
// good is given up.

const server = require("../deck/server.js");

/** Milliseconds until a piece that was not kept is sent again. */
const AGAIN = 3000;
/** Bytes that wait at most: more than half an hour of speech. */
const MOST = 8 * 1024 * 1024;

/** Whether it may go another time: the run is not known yet, or the server or its disk is in trouble. */
function mayPass(status) {
  return status === 404 || status === 408 || status >= 500;
}

function address(page, { take, at }) {
  const { run, start, slide, as } = take;
  const query = new URLSearchParams({ window: page.self, start, slide, as, at });
  return "/_lutrin/voice/" + encodeURIComponent(page.data.talk) + "/" + run + "?" + query;
}

/** How a piece fared: `{status, why}`. */
async function put(page, piece) {
  try {
    const answer = await server.ask(page, address(page, piece), { method: "PUT", body: piece.blob });
    return { status: answer.status, why: answer.ok ? "" : (await answer.text()).trim().slice(0, 200) };
  } catch (error) {
    return { status: 599, why: page.say("no_server") };
  }
}

/** `on.trouble(why)` says what keeps pieces waiting, or that nothing does; `on.lost(why, run)` that no more is kept. */
function attach(page, on) {
  let waiting = [];
  let isSending = false;

  function lose(why, run) {
    waiting = [];
    on.lost(why, run);
  }

  async function send() {
    if (isSending || !waiting.length) return;
    isSending = true;
    const [piece] = waiting;
    const { status, why } = await put(page, piece);
    isSending = false;
    if (status === 200) {
      waiting.shift();
      on.trouble("");
      send();
    } else if (mayPass(status)) {
      on.trouble(why);
      setTimeout(send, AGAIN);
    } else lose(why, piece.take.run);
  }

  /** Where a piece belongs in its take follows from those before it. */
  function add(take, blob) {
    waiting.push({ take, at: take.bytes, blob });
    take.bytes += blob.size;
    if (waiting.reduce((sum, piece) => sum + piece.blob.size, 0) > MOST) lose(page.say("voice_full"), take.run);
    else send();
  }

  return { add };
}

module.exports = { attach };
