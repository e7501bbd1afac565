// The same place in another language. Pure.

/** The slide that answers this one; where none does, the nearest before it that has an answer. */
function answer(ids, slide) {
  for (let at = slide; at >= 0; at -= 1) {
    if (ids[at]) return { id: ids[at], isSame: at === slide };
  }
  return null;
}

/** What a folder's address has to end with where no server adds it. */
function file(address, protocol) {
  return protocol === "file:" ? address.replace(/^([^?#]*\/)(?=$|[?#])/, "$1index.html") : address;
}

/** The address of a place of this deck in a language: `{url, slides}` as the page has it. `format` writes places. */
function target(language, state, protocol, format) {
  const found = answer(language.slides || [], state.slide);
  const place = found ? format(found.id, found.isSame ? state.step : 0, state.mode === "reading") : "";
  return file(language.url, protocol) + place;
}

module.exports = { answer, file, target };
