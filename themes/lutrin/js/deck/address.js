// The address of a place in a deck: `#/plan/2` is the slide `plan` at its step 2. Pure.

/** While the deck is read as an article, the address is an ordinary anchor. */
function format(id, step, isReading) {
  const name = encodeURIComponent(id);
  return isReading ? "#" + name : "#/" + name + (step > 0 ? "/" + step : "");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return text;
  }
}

/** What an address names: `{id, step, isPlain}`, or nothing. `#plan` is an anchor, plain as any. */
function parse(hash) {
  const text = hash.replace(/^#/, "");
  const isPlain = text[0] !== "/";
  const parts = isPlain ? [text] : text.slice(1).split("/");
  if (!parts[0]) return null;
  return { id: decoded(parts[0]), step: /^\d{1,6}$/.test(parts[1]) ? Number(parts[1]) : 0, isPlain };
}

/** Where in a deck it is: `{slide, step}`. A number counts slides, where no slide has it as its name. */
function find(ids, hash) {
  const wanted = parse(hash);
  if (!wanted) return null;
  let slide = ids.indexOf(wanted.id);
  if (slide < 0 && !wanted.isPlain && /^\d{1,6}$/.test(wanted.id)) slide = Number(wanted.id) - 1;
  return slide >= 0 && slide < ids.length ? { slide, step: wanted.step } : null;
}

module.exports = { format, parse, find };
