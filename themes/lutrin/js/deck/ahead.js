// The pictures of all slides, as soon as the first ones are there: a deck goes on when the network is cut, and prints whole.

/** Milliseconds that the slide which is seen has for itself. */
const SOON = 500;

function attach(page) {
  const all = () => page.main.querySelectorAll("[loading]").forEach((image) => { image.loading = "eager"; });

  addEventListener("beforeprint", all);
  // Who counts their bytes gets those of the slides that they see.
  if (!navigator.connection?.saveData) addEventListener("load", () => setTimeout(all, SOON));
}

module.exports = { attach };
