// Keeps a view that somebody speaks from: it is loaded again only when there is something to load, and its screen stays on,
// or its speaker is told how.

const { make } = require("../deck/page.js");
const panels = require("../deck/panels.js");
const server = require("../deck/server.js");
const memory = require("./memory.js");

/** Milliseconds until a server that did not answer is asked again. */
const LATER = 5000;

function attach(page, store) {
  let isAsking = false;

  async function look() {
    isAsking = true;
    try {
      const { isThere, token } = await server.look(page);
      isAsking = false;
      if (isThere && token) location.reload();
    } catch (error) {
      setTimeout(look, LATER);
    }
  }

  // The dev server's script says that the page is another one now. To a device that is not let in any more that is a page
  // which is not there.
  addEventListener("lutrin:reload", (event) => {
    event.preventDefault();
    if (!isAsking) look();
  });

  // Browsers keep screens on for pages that come by a safe way; those of a phone on a local network do not.
  const isPhone = matchMedia("(pointer: coarse)").matches;
  if (!isPhone || navigator.wakeLock || memory.get("awake")) return;
  memory.set("awake", true);
  store.dispatch({ type: "panel", panel: "awake" });
}

/** Said once on each device. */
function awake(page) {
  return panels.dialog(page, "awake", page.say("awake"), [make("p", { textContent: page.say("awake_how") })]);
}

module.exports = { attach, awake };
