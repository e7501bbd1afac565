// The dev server: what goes through it between devices, and what it is asked to change.

/** Milliseconds for an answer. A machine that hangs, or that left the network, never gives one. */
const ANSWER = 5000;
/** Milliseconds: the server says something every five seconds, so after two silences the connection is dead. */
const DEAD = 11000;
const LOOK = 2000;

/**
 * Other devices: `on.message`, `on.past` and `on.server` are called as `lutrinListen` says, which is in the dev server's own
 * script. Who can ask where the others are, asks; who can only listen goes where the last of them was. Gives what sends a
 * message.
 */
function join(page, on) {
  const address = "/_lutrin/present/" + page.channel.split("/").map(encodeURIComponent).join("/");
  // What is said of a run is for presenters.
  const { open, close, check } = lutrinListen(address + (page.isPresenter ? "?role=presenter" : ""), on, page.token ? on.past : on.message);

  setInterval(check, LOOK, DEAD);
  addEventListener("online", () => check(0));

  // A browser that cannot share one stream among its windows has six connections for one host. A window that is not seen
  // leaves its own to the others, but for the presenter's: a window over it must not cut off a remote.
  document.addEventListener("visibilitychange", () => {
    if (page.isPresenter) {
      if (!document.hidden) check(DEAD / 2);
    } else if (document.hidden) close();
    else open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) open();
    else check(DEAD / 2);
  });
  if (page.isPresenter || !document.hidden) open();
  // The stream may be dead as well, unless something was just heard from it.
  return (message) => page.token && ask(page, address, { method: "POST", body: JSON.stringify(message) }).catch(() => check(LOOK));
}

function timed(address, options) {
  // A clock of the browser's own: timers of a page that is not seen are slow.
  return fetch(address, { signal: AbortSignal.timeout(ANSWER), ...options });
}

/** This page as the server has it now: `{isThere, token}`. Without a token, this device is not let in any more. */
async function look(page) {
  const reply = await timed(location.pathname, { cache: "no-store" });
  const found = /\bdata-token="(\w+)"/.exec(await reply.text());
  page.isShut = !found;
  return { isThere: reply.ok, token: found && found[1] };
}

/** Asks the server to change something. One that was started again has another token, which is in its pages. */
async function ask(page, address, options) {
  const once = () => timed(address, { headers: { "X-Lutrin-Token": page.token }, ...options });
  const answer = await once();
  if (answer.status !== 403) {
    page.isShut = false;
    return answer;
  }
  const { token } = await look(page);
  if (!token || token === page.token) return answer;
  page.token = token;
  return once();
}

module.exports = { join, ask, look };
