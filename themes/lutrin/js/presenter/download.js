// Runs as files of their own, for a disk that this browser can reach.

const { make } = require("../deck/page.js");
const { write } = require("./document.js");
const time = require("./time.js");

/** JSON, which is YAML as well. */
function text(run) {
  return JSON.stringify(write(run), null, 1) + "\n";
}

function offer(run) {
  const download = time.fileName(run) + ".yaml";
  const link = make("a", { href: URL.createObjectURL(new Blob([text(run)], { type: "application/yaml" })), download });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(URL.revokeObjectURL, 60000, link.href);
}

/** Offers the run, and those that wait in this browser. */
function all(run, errands) {
  if (run.phase !== "ready") offer(run);
  errands.waiting().forEach((errand) => offer(errand.run));
  errands.taken();
}

module.exports = { text, offer, all };
