// The buttons beside runs that nobody ended, in the backstage of a talk: one is kept as it is, another one thrown away.
//
// The dev server asks for its token, which its own script has. What it changes on the disk, it tells every page by itself.
(() => {
  "use strict";

  const served = document.querySelector("script[src*='/_lutrin/']");
  const token = served && served.dataset.token;
  /** What the server knows this window by. */
  const self = "backstage-" + Math.random().toString(36).slice(2, 10);

  function ask(run, method, { term = 0, document: body } = {}) {
    const address = "/_lutrin/rehearsals/" + run.split("/").map(encodeURIComponent).join("/") + "?window=" + self + "&term=" + term;
    return fetch(address, { method, headers: { "X-Lutrin-Token": token }, body: body && JSON.stringify(body) });
  }

  /** What was answered; throws why it was not done. */
  async function answer(reply) {
    if (!reply.ok) throw new Error((await reply.text()).trim());
    return reply.json();
  }

  /** Does it, unless a window still records the run. Gives a word for it where that is so. */
  async function settle(run, what) {
    const { seconds, term, over, document: saved } = await answer(await ask(run, "POST"));
    if (seconds) return "recorded";
    // Somebody ended it meanwhile: the page as it is now shows what became of it.
    if (over) return void location.reload();
    if (what === "discard") return void await answer(await ask(run, "DELETE"));
    if (!saved) return;
    const kept = await answer(await ask(run, "PUT", { term, document: { ...saved, revision: saved.revision + 1, state: "ended" } }));
    if (kept.held) return "recorded";
    if (!kept.saved) location.reload();
  }

  document.querySelectorAll(".unfinished [data-do]").forEach((button) => {
    const item = button.closest("[data-run]");
    const status = item.querySelector("[role=status]");
    button.hidden = !token;
    button.addEventListener("click", async () => {
      try {
        const word = await settle(item.dataset.run, button.dataset.do);
        if (word) status.textContent = item.dataset[word];
        else item.remove();
      } catch (error) {
        status.textContent = error.message;
      }
    });
  });
})();
