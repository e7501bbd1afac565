// The pictures of all slides, as soon as the first ones are there: a deck goes on when the network is cut, and prints whole.

/** Milliseconds that the slide which is seen has for itself. */
const SOON = 500;

function attach(page) {
  const all = () => page.main.querySelectorAll("[loading]").forEach((image) => { image.loading = "eager"; });

  addEventListener("load", () => setTimeout(all, SOON));
  // Paper shows every slide: one that nobody can reach is in neither the text of a PDF nor its outline.
  addEventListener("beforeprint", () => {
    all();
    page.sections.forEach((section) => { section.inert = false; });
  });
}

module.exports = { attach };
