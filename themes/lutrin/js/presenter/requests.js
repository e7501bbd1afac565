// What the dev server is asked about a run: POST asks to record it, PUT saves a state of it, DELETE throws its file away.

const server = require("../deck/server.js");
const { write } = require("./document.js");

/** Milliseconds for an answer. With those until a save (saving.js), a speaker hears of a dead server after 8 s. */
const ANSWER = 4000;

/**
 * Gives what the server answers; of one that refuses or is away, the `status` and `why`. `more` is added to the address. What is
 * said when a page goes (`isLast`) may take 64 KB: the rest waits in this browser.
 */
async function send(page, run, method, more = "", isLast) {
  const body = method === "PUT" ? JSON.stringify(write(run)) : undefined;
  const address = "/_lutrin/rehearsals/" + encodeURIComponent(page.data.talk) + "/" + run.id + "?window=" + page.self + "&term=" + (run.term || 0) + more;
  try {
    const answer = await server.ask(page, address, { method, body, keepalive: isLast, signal: AbortSignal.timeout(ANSWER) });
    return answer.ok ? await answer.json() : { status: answer.status, why: (await answer.text()).trim().slice(0, 200) || String(answer.status) };
  } catch (error) {
    return { status: 599, why: page.say("no_server") };
  }
}

module.exports = { send };
