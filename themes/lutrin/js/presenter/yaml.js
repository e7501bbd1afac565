// A run as its file, letter for letter as the server writes it. Pure.

const HEAD = "# A timed run of a talk. Lutrin wrote it; `lutrin rehearsals` reads it.\n";

/** As JSON writes it, which is how YAML reads it, too; with what some readers would stumble over written by its number. */
function quoted(text) {
  const escaped = String(text).replace(/["\\]/g, "\\$&");
  return '"' + escaped.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0")) + '"';
}

/** What is written as it is, and what are seconds with their tenths; other texts stand in quotes. */
const PLAIN = /^(started|language|state)$/;
const SECONDS = /^(enter|leave|from|to|end)$/;

function value(key, it) {
  if (Array.isArray(it)) return it.map((one) => "\n  - {" + lines(one).join(", ") + "}").join("") || " []";
  if (typeof it === "string" && !PLAIN.test(key)) return " " + quoted(it);
  return " " + (SECONDS.test(key) ? it.toFixed(1) : it);
}

/** What is not known is not said, and neither is what is not so. */
function lines(all) {
  return Object.keys(all).filter((key) => all[key] || all[key] === 0 || all[key] === "").map((key) => key + ":" + value(key, all[key]));
}

/** The text of a run that `run.data` made. Its id is for windows and the server: the file has a name. */
function write({ v, run, ...more }) {
  return HEAD + lines({ version: v, ...more }).join("\n") + "\n";
}

exports.yaml = { write };
