// The agenda, and what can be left out. A list is made again only when another one is to be shown.

const { make } = require("../deck/page.js");
const time = require("./time.js");

const NONE = "\u2013";

/** What is shown of the parts. */
function rows(page, agenda) {
  const { length, signed } = time;
  return agenda.map(({ title, plan, actual, state, word, difference }) => [
    state,
    word || "",
    title || page.say("part_untitled"),
    plan === null ? NONE : length(plan),
    actual ? length(actual) : "",
    word ? signed(difference) : "",
  ]);
}

function row(page, [state, word, title, plan, actual, textContent]) {
  const pace = make("span", { className: "p-pace", textContent, title: word && page.say("part_" + word) });
  pace.dataset.word = word;
  const cells = [plan, actual, pace].map((cell) => make("td", {}, [cell]));
  const line = make("tr", { className: "is-" + state }, [make("th", { scope: "row" }, [title]), ...cells]);
  if (state === "now") line.setAttribute("aria-current", "true");
  return line;
}

/** Where the agenda is cut short, it begins with the part before the present one: it alone is scrolled, not the view. */
function bringUp(list) {
  const current = list.querySelector("[aria-current]");
  const box = list.closest(".p-list");
  if (!current || box.matches(":focus, :hover")) return;
  const hasRoom = box.clientHeight >= 3 * current.offsetHeight;
  const first = (hasRoom && current.previousElementSibling) || current;
  box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** What is shown of the slides that can be left out. */
function items(page, slides) {
  return slides.map(({ slide, plan, isAdvised }) => [slide + 1 + ". " + page.titles[slide], plan ? time.length(plan) : NONE, isAdvised]);
}

function item(page, [name, plan, isAdvised]) {
  const span = (className, textContent) => make("span", { className, textContent });
  const words = isAdvised ? [span("p-advised", page.say("cut_this")), " "] : [];
  return make("li", { className: isAdvised ? "is-advised" : "" }, [...words, span("p-cut", name), span("p-length", plan)]);
}

/** What the cuts come to. */
function note(page, { slides, won, isEnough }) {
  if (won) return page.say(isEnough ? "cuts_enough" : "cuts_short", { won: time.length(won) });
  return page.say(slides.length ? "cuts_on_time" : "cuts_none");
}

/** Gives what writes the agenda and the cuts. */
function attach(page) {
  const shown = {};

  /** Whether the list is another one than before. */
  function writeList(name, list, make) {
    const text = JSON.stringify(list);
    if (shown[name] === text) return false;
    shown[name] = text;
    page.find(name).replaceChildren(...list.map((one) => make(page, one)));
    return true;
  }

  return function ({ agenda, cuts }) {
    if (writeList("agenda", rows(page, agenda), row)) bringUp(page.find("agenda"));
    writeList("cuts", items(page, cuts.slides), item);
    page.find("cuts").hidden = !cuts.slides.length;
    page.find("side").classList.toggle("is-behind", cuts.won > 0);
    page.write("cuts-note", note(page, cuts));
  };
}

module.exports = { attach };
