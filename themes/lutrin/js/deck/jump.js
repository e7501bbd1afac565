// Slides by what people type: a number, or a part of a title. Pure.
"use strict";

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").trim();
}

/** How well a title answers a query, from 0: it is it, begins with it, a word of it does, it has all words somewhere. */
function rank(title, query) {
  if (title === query) return 0;
  if (title.startsWith(query)) return 1;
  if ((" " + title).includes(" " + query)) return 2;
  var hasAll = query.split(" ").every(function (word) {
    return title.includes(word);
  });
  return hasAll ? 3 : null;
}

/** The slides that a query means, the best first; all of them for an empty one. */
function matches(titles, query) {
  var wanted = folded(query);
  var found = [];
  titles.forEach(function (title, slide) {
    var worth = rank(folded(title), wanted);
    if (String(slide + 1) === wanted) worth = -1;
    if (worth !== null) found.push({ slide: slide, worth: wanted ? worth : 0 });
  });
  found.sort(function (a, b) {
    return a.worth - b.worth || a.slide - b.slide;
  });
  return found.map(function (match) {
    return match.slide;
  });
}

exports.jump = { matches: matches };
