// Slides that come by themselves, as on a stand. Only decks load it that ask for it.

const { attach } = require("./play.js");

if (window.lutrinDeck?.deck.stand) attach(window.lutrinDeck, document);
