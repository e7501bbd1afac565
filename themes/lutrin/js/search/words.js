// Words as the index has them, and texts with the words that were found. Pure.

const LETTERS = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ" };
const WORD = /[a-z](?:\+\+|#)|[\p{Alphabetic}\p{N}]+/gu;
const WRITTEN = /[a-zA-Z](?:\+\+|#)|[\p{Alphabetic}\p{N}\u0300-\u036f\u00ad]+/gu;

/** A text as the index has it: lower case, without accents. `src/search/words.rs` does the same. */
function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[œæßøđðłıþς]/g, (letter) => LETTERS[letter]);
}

function words(text) {
  return fold(text).match(WORD) || [];
}

/** A text in pieces, each with whether it is a word that was found. */
function marked(text, marks) {
  const pieces = [];
  let last = 0;
  function push(piece, isFound) {
    if (piece) pieces.push([piece, isFound]);
  }
  Array.from(text.matchAll(WRITTEN)).forEach((match) => {
    if (!marks.has(fold(match[0]))) return;
    push(text.slice(last, match.index), false);
    push(match[0], true);
    last = match.index + match[0].length;
  });
  push(text.slice(last), false);
  return pieces;
}

module.exports = { fold, words, marked };
