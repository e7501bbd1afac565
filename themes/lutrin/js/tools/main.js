// Pointer, pen and zoom, in any window of a deck. Comes when somebody, or another window, first asks for it.

const boards = require("./board.js");
const { attach: attachHand } = require("./hand.js");
const panel = require("./panel.js");
const { attach: attachShow } = require("./show.js");
const { attach: attachSync } = require("./sync.js");

window.lutrinTools?.((page, store, asked) => {
  const board = boards.begin();
  const show = attachShow(page, store, board);
  const sync = attachSync(page, store, board, show);
  const hand = attachHand(page, store, board, sync, show);
  if (page.isPresenter) panel.attach(page, store, board, { hand, sync });
  page.greet = sync.greet;
  page.tools = (what) => {
    if (what.use) hand.take(what.use);
    else sync.hear(what);
  };
  asked.forEach(page.tools);
});
