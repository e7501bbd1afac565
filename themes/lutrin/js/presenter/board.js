// The board: time, pace, agenda, what can be left out, and how the other windows and the record are. Written anew about
// four times a second, and only where it changed.

const facts = require("./facts.js");
const lists = require("./lists.js");
const record = require("./record.js");
const slide = require("./slide.js");
const talk = require("./talk.js");

/** Gives what writes the board. */
function attach(page, store, runs, company, keeper) {
  const writeLists = lists.attach(page);
  const writeRecord = record.attach(page, company, keeper);

  function render() {
    const found = facts.facts(page, store.state, runs.state);
    talk.write(page, found, runs.state);
    slide.write(page, found, store.state);
    writeLists(found);
    writeRecord(runs.state);
  }

  store.subscribe(render);
  runs.subscribe(render);
  return render;
}

module.exports = { attach };
