// What changes, in words, for those who hear the deck.

const { make } = require("./page.js");

/** The text of what a step brings; longer ones are cut, since they can be read where they stand. */
const LONGEST = 400;

function lines(figure) {
  const numbers = [];
  figure.querySelectorAll(".line").forEach((line, at) => {
    if (line.classList.contains("lit")) numbers.push(at + 1);
  });
  return numbers.join(", ");
}

function brought(page, section) {
  const texts = [];
  section.querySelectorAll(".fragment.now").forEach((fragment) => texts.push(fragment.textContent.replace(/\s+/g, " ").trim().slice(0, LONGEST)));
  section.querySelectorAll(".code.stepping").forEach((figure) => {
    texts.push(page.say("lines", { lines: lines(figure) }));
  });
  return texts.filter(Boolean).join(". ");
}

function words(page, state, before) {
  const name = { number: state.slide + 1, count: page.ids.length, title: page.titles[state.slide] };
  if (state.curtain !== before.curtain) return state.curtain ? page.say(state.curtain) : page.say("announce", name);
  if (state.mode !== before.mode) return page.say(state.mode);
  if (state.overview !== before.overview) return state.overview === null ? page.say("announce", name) : "";
  if (state.slide !== before.slide) return page.say("announce", name);
  return state.step === before.step ? "" : brought(page, page.sections[state.slide]);
}

function attach(page, store) {
  const region = make("div", { className: "hidden" });
  region.setAttribute("role", "status");
  document.body.append(region);
  store.subscribe((state, before) => {
    const text = words(page, state, before);
    if (text) region.textContent = text;
  });
}

module.exports = { attach };
