// The pictures of all slides, as soon as there is nothing else to do: a deck goes on when the network is cut, and prints whole.

/** Milliseconds, where a browser does not say when it has nothing to do. */
const SOON = 500;

function attach(page) {
  const all = () => page.main.querySelectorAll("img[loading=lazy]").forEach((image) => { image.loading = "eager"; });
  const begin = () => (window.requestIdleCallback ? requestIdleCallback(all) : setTimeout(all, SOON));

  addEventListener("beforeprint", all);
  // Who counts their bytes gets those of the slides that they see.
  if (navigator.connection && navigator.connection.saveData) return;
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}

module.exports = { attach };
