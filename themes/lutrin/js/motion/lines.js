// Which lines of two texts are the same ones. Pure.

/** More than this many comparisons would be felt at a step. */
const MOST = 40000;

/** The longest sequence that two lists have in common, as pairs of places; none for lists that are too long. */
function common(before, after) {
  if (before.length * after.length > MOST) return [];
  const lengths = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = before[i] === after[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return walk(before, after, lengths);
}

function walk(before, after, lengths) {
  const pairs = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** The lines that two texts have in common, by their text without the space at its end. Empty lines pair with nothing. */
function lines(before, after) {
  const plain = (texts) => texts.map((text) => text.trimEnd());
  const [old, now] = [plain(before), plain(after)];
  return common(old, now).filter(([at]) => old[at]);
}

module.exports = { common, lines };
