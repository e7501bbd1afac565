// The movement between slides, which only decks load that ask for it.

const { attach } = require("./move.js");

// Without view transitions there is nothing to do: slides come at once.
if (window.lutrinDeck && document.startViewTransition) window.lutrinDeck.move = attach(document);
