// What slides are called in another language, as a run that was begun there names them. Pure.

/** The ids that this deck's slides have in a language, in their order: nothing where one has no answer there. */
function ids(lang, own, deck) {
  const found = deck.languages.find((language) => language.lang === lang);
  return found && lang !== deck.lang ? found.slides : own;
}

module.exports = { ids };
