// The board of the presenter view: writes time, pace, agenda, slides to leave out, and whether other windows and the recording
// are there. Must not know how any of it comes about.

const facts = require("./facts.js");
const lists = require("./lists.js");
const record = require("./record.js");
const slide = require("./slide.js");
const talk = require("./talk.js");

/** Returns `render()`, which rewrites what has changed. */
function attach(page, store, runs, presenters, keeper) {
  const writeLists = lists.attach(page);
  const writeRecord = record.attach(page, presenters, keeper);

  function render() {
    const shown = facts.forBoard(page, store.state, runs.state);
    talk.write(page, shown, runs.state);
    slide.write(page, shown, store.state);
    writeLists(shown);
    writeRecord(runs.state);
  }

  store.subscribe(render);
  runs.subscribe(render);
  return render;
}

module.exports = { attach };
