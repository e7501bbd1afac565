// Slides by what people type: a number, or a part of a title. Pure.

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").trim();
}

/** How well a title answers a query, from 0: it is it, begins with it, a word of it does, it has all words somewhere. */
function rank(title, query) {
  if (title === query) return 0;
  if (title.startsWith(query)) return 1;
  if ((" " + title).includes(" " + query)) return 2;
  const hasAll = query.split(" ").every((word) => title.includes(word));
  return hasAll ? 3 : null;
}

/** The slides that a query means, the best first; all of them for an empty one. */
function matches(titles, query) {
  const wanted = folded(query);
  const found = [];
  titles.forEach((title, slide) => {
    let worth = rank(folded(title), wanted);
    if (String(slide + 1) === wanted) worth = -1;
    if (worth !== null) found.push({ slide, worth: wanted ? worth : 0 });
  });
  found.sort((a, b) => a.worth - b.worth || a.slide - b.slide);
  return found.map((match) => match.slide);
}

module.exports = { matches };
