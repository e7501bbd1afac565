// Words as the index has them, and texts with the words that were found. Pure.

const LETTERS = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ", "ة": "ه", "ہ": "ه", "ۃ": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا" };
const LETTER = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
/** The digits of Arabic, Persian, Devanagari, Thai, Lao, Burmese and Khmer, and the zero of each. */
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]/g;
const ZEROS = [0x17e0, 0x1040, 0x0ed0, 0x0e50, 0x0966, 0x06f0, 0x0660];
/** What people leave out when they type, and what is not seen. `src/search/fold.rs` has the same. */
const INVISIBLE = "\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff";
const LEFT_OUT = new RegExp("[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u20d0-\\u20ff\\ufe00-\\ufe0f" + INVISIBLE + "]", "g");
/** Letters of scripts without spaces, of which two or three stand together. `src/search/scripts.rs` has the same. */
const IN_TWOS = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3041-\\u3096\\u3099\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}";
const IN_THREES = "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ebd\\u0ec0-\\u0ece\\u0edc-\\u0edf\\u1000-\\u103f\\u1050-\\u108f\\u109a-\\u109d\\u1780-\\u17d3\\u17d7\\u17dc\\u17dd\\uaa60-\\uaa7f";
const TWOS = new RegExp("^[" + IN_TWOS + "]", "u");
const THREES = new RegExp("^[" + IN_THREES + "]", "u");
/** A name with points, a name with its sign, a run without spaces, any other word. */
const WORD = new RegExp([
  "\\.[a-z][a-z0-9]+",
  "[a-z0-9]+(?:\\.[a-z0-9]+)+",
  "[a-z0-9]+\\+\\+",
  "[a-z]#",
  "[" + IN_TWOS + "](?:[" + IN_TWOS + INVISIBLE + "])*",
  "[" + IN_THREES + "](?:[" + IN_THREES + INVISIBLE + "])*",
  "[\\p{Alphabetic}\\p{N}](?:(?![" + IN_TWOS + IN_THREES + "])[\\p{Alphabetic}\\p{N}\\p{M}" + INVISIBLE + "])*",
].join("|"), "giu");

/** A text as the index has it: lower case, without what people leave out. `src/search/fold.rs` does the same. */
function fold(text) {
  return text
    .replace(/[\uff01-\uffee]/g, (letter) => letter.normalize("NFKC"))
    .toLowerCase()
    .normalize("NFD")
    .replace(LEFT_OUT, "")
    .replace(LETTER, (letter) => LETTERS[letter])
    .replace(DIGIT, (digit) => String(digit.charCodeAt(0) - ZEROS.find((zero) => digit.charCodeAt(0) >= zero)))
    .normalize("NFC");
}

/** How many letters stand together in the index where a word begins so; 0 in a script with spaces. */
function gramLength(word) {
  return TWOS.test(word) ? 2 : THREES.test(word) ? 3 : 0;
}

/** What a query asks for of a run without spaces: all that stands together in it, or the run itself where it is shorter. */
function grams(letters, length) {
  const found = [];
  for (let at = 0; at === 0 || at + length <= letters.length; at += 1) found.push(letters.slice(at, at + length).join(""));
  return found;
}

/** A word that was matched, as the index has it: `v1.2.3` is `1.2.3` there. */
function named(word) {
  return word.replace(/^v(?=\d+\.)/, "");
}

/** The words of a text, in order: a name with points or a sign also by its `parts`, for an index that has them alone. */
function tokens(text) {
  const found = [];
  (fold(text).match(WORD) || []).forEach((word) => {
    const length = gramLength(word);
    if (length) grams(Array.from(word), length).forEach((gram) => found.push({ word: gram, parts: [gram] }));
    else found.push({ word: named(word), parts: /^[a-z]\+\+$/.test(word) ? [word] : word.split(/[.+]+/).filter(Boolean) });
  });
  return found;
}

function words(text) {
  return tokens(text).map((token) => token.word);
}

/** The letters of a run, each with what is left out behind it, and whether they belong to something that was found. */
function covered(run, marks) {
  const units = run.match(new RegExp("[^](?:(?=[\\p{M}" + INVISIBLE + "\\uff9e\\uff9f])[^])*", "gu"));
  const folded = units.map(fold);
  const isFound = units.map(() => false);
  for (let at = 0; at < units.length; at += 1) {
    for (let end = at + 1; end <= Math.min(at + 3, units.length); end += 1) {
      if (marks.has(folded.slice(at, end).join(""))) isFound.fill(true, at, end);
    }
  }
  return units.map((unit, at) => [unit, isFound[at]]);
}

/** A match in pieces, each with whether it was found: whole, or in its parts. */
function pieces(match, marks) {
  const word = fold(match);
  if (gramLength(word)) return covered(match, marks);
  if (marks.has(named(word))) return [[match, true]];
  return match.split(/([.+]+)/).map((part) => [part, marks.has(fold(part))]);
}

/** A text in pieces, each with whether it is a word that was found. */
function marked(text, marks) {
  const found = [];
  let last = 0;
  function push(piece, isFound) {
    const before = found[found.length - 1];
    if (before && before[1] === isFound) before[0] += piece;
    else if (piece) found.push([piece, isFound]);
  }
  Array.from(text.matchAll(WORD)).forEach((match) => {
    push(text.slice(last, match.index), false);
    pieces(match[0], marks).forEach((piece) => push(piece[0], piece[1]));
    last = match.index + match[0].length;
  });
  push(text.slice(last), false);
  return found;
}

module.exports = { fold, words, tokens, gramLength, marked };
