// The board: time, pace, agenda, what can be left out, and how the other windows and the record are. Written anew about
// four times a second, and only where it changed.

/** Gives what writes the board. */
function attach(page, store, runs, company, keeper) {
  const writeLists = exports.lists.attach(page);
  const writeRecord = exports.record.attach(page, company, keeper);

  function render() {
    const found = exports.facts.facts(page, store.state, runs.state);
    exports.talk.write(page, found, runs.state);
    exports.slide.write(page, found, store.state);
    writeLists(found);
    writeRecord(runs.state);
  }

  store.subscribe(render);
  runs.subscribe(render);
  return render;
}

exports.board = { attach };
