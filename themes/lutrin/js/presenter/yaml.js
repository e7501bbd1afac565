// A run as its file, letter for letter as the server writes it. Pure.

const HEAD = "# A timed run of a talk. Lutrin wrote it; `lutrin rehearsals` reads it.\n";

/** As JSON writes it, which is how YAML reads it, too; with what some readers would stumble over written by its number. */
function quoted(text) {
  const escaped = String(text).replace(/["\\]/g, "\\$&");
  return '"' + escaped.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0")) + '"';
}

function time(seconds) {
  return (Math.round(seconds * 10) / 10).toFixed(1);
}

function list(key, items) {
  if (!items.length) return key + ": []\n";
  return key + ":\n" + items.map((item) => "  - {" + item + "}\n").join("");
}

function slide(one) {
  let out = "id: " + quoted(one.id) + ", hash: " + quoted(one.hash);
  if (one.title !== null && one.title !== undefined) out += ", title: " + quoted(one.title);
  out += ", part: " + one.part;
  if (one.plan) out += ", plan: " + one.plan;
  return out + (one.optional ? ", optional: true" : "");
}

function visit(one) {
  return "slide: " + quoted(one.slide) + ", enter: " + time(one.enter) + ", leave: " + time(one.leave);
}

function stretch(one) {
  return "from: " + time(one.from) + ", to: " + time(one.to);
}

/** The text of a run that `run.data` made, of a deck with this hash. */
function write(run, hash) {
  let out = HEAD + "version: 1\nstarted: " + run.started + "\nlanguage: " + run.language + "\n";
  if (run.variant) out += "variant: " + quoted(run.variant) + "\n";
  if (run.speaker) out += "speaker: " + quoted(run.speaker) + "\n";
  if (run.slot) out += "slot: " + run.slot + "\n";
  out += "deck: " + quoted(hash) + "\n" + list("slides", run.slides.map(slide)) + list("visits", run.visits.map(visit));
  out += list("pauses", run.pauses.map(stretch)) + list("questions", run.questions.map(stretch));
  return out + "state: " + run.state + "\nend: " + time(run.end) + "\n";
}

exports.yaml = { write };
