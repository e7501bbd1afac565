// Search without a page: reads the index that Lutrin wrote, and ranks pages for a query. Pure: no document, no network.

const { fold, words, tokens, gramLength, marked } = require("./words.js");

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Words of fewer letters are taken as they are. */
const LONG = 5;

/** The name of the file that has the words with this beginning. `shard` in `src/search.rs` does the same. */
function shard(word) {
  const first = word.codePointAt(0);
  return first >= 97 && first <= 122 ? word[0] : String(first % 8);
}

/** Lines `word word|pages` as a sorted list of words, each with what it shares with its other forms. */
function table(lines) {
  const entries = [];
  lines.forEach((line) => {
    const bar = line.lastIndexOf("|");
    const stem = { words: line.slice(0, bar).split(" "), code: line.slice(bar + 1), pages: null };
    stem.words.forEach((word) => {
      entries.push({ word, stem });
    });
  });
  return entries.sort((a, b) => a.word < b.word ? -1 : a.word > b.word ? 1 : 0);
}

/** The pages of a stem: number and weight by turns. */
function pagesOf(stem) {
  if (stem.pages) return stem.pages;
  const pages = [];
  let page = 0;
  for (let at = 0; at < stem.code.length; at += 1) {
    for (let shift = 0, more = true; more; shift += 5, at += 1) {
      const digit = DIGITS.indexOf(stem.code[at]);
      page += (digit & 31) * Math.pow(2, shift);
      more = digit > 31;
    }
    pages.push(page, DIGITS.indexOf(stem.code[at]));
  }
  stem.pages = pages;
  return pages;
}

/** The place of the first word that is not before this one. */
function lower(entries, word) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].word < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startingWith(entries, beginning, longest) {
  const found = [];
  for (let at = lower(entries, beginning); at < entries.length; at += 1) {
    if (entries[at].word.slice(0, beginning.length) !== beginning) break;
    if (entries[at].word.length <= longest) found.push(entries[at]);
  }
  return found;
}

/** Words that end otherwise: a form that no page has leads to those that pages have. */
function otherwiseEnding(entries, word) {
  const shortest = Math.max(4, Math.ceil(word.length * 0.65));
  for (let length = word.length - 1; length >= shortest; length -= 1) {
    const found = startingWith(entries, word.slice(0, length), length + 3);
    if (found.length) return found;
  }
  return [];
}

/** Whether one letter added, left out, replaced or exchanged with the next makes one word of the other. */
function isOneEdit(a, b) {
  if (a.length > b.length) return isOneEdit(b, a);
  if (b.length - a.length > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (a.length < b.length) return a.slice(at) === b.slice(at + 1);
  return a.slice(at + 1) === b.slice(at + 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2));
}

function mistyped(entries, word) {
  return entries.filter((entry) => isOneEdit(word, entry.word));
}

/** The stems that a word of a query means, each with how surely. */
function meanings(entries, word, isLast) {
  const found = new Map();
  function add(list, sureness) {
    list.forEach((entry) => {
      const value = sureness(entry.word);
      if (value > (found.get(entry.stem) || 0)) found.set(entry.stem, value);
    });
  }
  function byLength(other) {
    return 0.35 + 0.45 * (word.length / other.length);
  }
  function always(value) {
    return function () {
      return value;
    };
  }
  // What is shorter than what stands together begins it; nothing else is near it.
  const length = gramLength(word);
  if (length) {
    add(startingWith(entries, word, Array.from(word).length < length ? Infinity : word.length), always(1));
    return found;
  }
  add(startingWith(entries, word, word.length), always(1));
  // The last word may not be finished.
  if (word.length > 1 && (isLast || !found.size)) add(startingWith(entries, word, Infinity), byLength);
  if (!found.size && word.length >= LONG) add(otherwiseEnding(entries, word), always(0.5));
  if (!found.size && word.length >= LONG) add(mistyped(entries, word), always(0.4));
  return found;
}

/** An index, from its first file. */
function open(file) {
  return {
    id: file.id,
    pages: file.pages,
    languages: file.languages,
    stop: new Set(file.stop.split(" ")),
    whole: file.words ? table(file.words) : null,
    tables: {},
  };
}

function tableFor(index, word) {
  return index.whole || index.tables[shard(word)];
}

/** The words that matter, each once. */
function telling(index, all) {
  const some = all.filter((word) => !index.stop.has(word) && (word.length > 1 || word > "\x7f"));
  return Array.from(new Set(some.length ? some : all)).slice(0, 12);
}

/** The words of a query that matter: a name that no page has as it is written is looked for by its parts. */
function terms(index, query) {
  function isThere(word) {
    return startingWith(tableFor(index, word) || [], word, Infinity).length > 0;
  }
  const all = tokens(query).map((token) => isThere(token.word) ? [token.word] : token.parts);
  return telling(index, [].concat.apply([], all));
}

/** The names of the files that a query still needs. */
function missing(index, query) {
  const all = tokens(query).map((token) => [token.word].concat(token.parts));
  const names = index.whole ? [] : telling(index, [].concat.apply([], all)).map(shard);
  return Array.from(new Set(names)).filter((name) => !index.tables[name]);
}

function add(index, name, file) {
  if (file.id !== index.id) throw new Error("this file is of another index");
  index.tables[name] = table(file.words);
}

/** For each page what a word of the query is worth there: more when few pages have it. */
function scores(index, found) {
  const worth = new Float64Array(index.pages.length);
  let having = 0;
  found.forEach((sureness, stem) => {
    const pages = pagesOf(stem);
    for (let at = 0; at < pages.length; at += 2) {
      if (!worth[pages[at]]) having += 1;
      worth[pages[at]] = Math.max(worth[pages[at]], sureness * pages[at + 1]);
    }
  });
  const rarity = Math.log(1 + index.pages.length / having);
  return worth.map((value) => value && value * rarity);
}

/** More for a page that says the words one after the other. */
function phrase(index, page, query) {
  function says(text) {
    return (" " + words(text).join(" ") + " ").indexOf(" " + query) >= 0;
  }
  const entry = index.pages[page];
  return says(entry[0]) ? 1.5 : says(entry[2]) ? 1.2 : 1;
}

/**
 * The pages for a query, the best first: those that have all of its words, or, when none has, those that have most
 * (then `complete` is false). `marks` has the words to show as found.
 */
function search(index, query) {
  const wanted = terms(index, query);
  const marks = new Set();
  const worths = wanted.map((word, at) => {
    const isLast = at === wanted.length - 1 && !/\s$/.test(query);
    const found = meanings(tableFor(index, word) || [], word, isLast);
    if (gramLength(word)) marks.add(word);
    else found.forEach((_, stem) => {
      stem.words.forEach((form) => {
        marks.add(form);
      });
    });
    return scores(index, found);
  });
  const together = words(query).join(" ");
  let most = 1;
  let found = [];
  index.pages.forEach((_, page) => {
    const having = worths.filter((worth) => worth[page] > 0);
    if (having.length < most) return;
    if (having.length > most) found = [];
    most = having.length;
    const score = having.reduce((sum, worth) => sum + worth[page], 0);
    found.push({ page, score: wanted.length > 1 ? score * phrase(index, page, together) : score });
  });
  // Pages are numbered from the newest.
  found.sort((a, b) => b.score - a.score || a.page - b.page);
  return { found, marks, complete: most === wanted.length, empty: wanted.length === 0 };
}

module.exports = { fold, words, shard, open, missing, add, search, marked };
