// All that the board shows, from what is known; nothing of the page. Pure; all times in seconds.

const agenda = require("./agenda.js");
const cuts = require("./cuts.js");
const { ids: idsIn } = require("./ids.js");
const pace = require("./pace.js");
const { times: timesOf, totals: totalsOf } = require("./run.js");

/** What the board shows at a state of the deck and of the run. */
function forBoard(page, state, run) {
  const data = page.data;
  const totals = totalsOf(run);
  const times = timesOf(run, idsIn(run.facts?.language, page.ids, data)).map((tenths) => tenths / 10);
  const plans = data.slides_plan.map((slide) => slide.plan);
  const here = data.slides_plan[state.slide];
  const talked = totals.talk / 10;
  const hasBegun = run.phase !== "ready";
  const talk = hasBegun ? pace.ofTalk(plans, times, state.slide, talked, data.slot) : null;
  const reached = hasBegun ? pace.furthest(times, state.slide) : state.slide;
  return {
    talked,
    paused: totals.paused / 10,
    asked: totals.asked / 10,
    remaining: data.slot === null ? null : data.slot - talked,
    talk,
    slide: pace.ofSlide(here.plan || here.estimate, times[state.slide]),
    agenda: agenda.rows(data.parts, times, state.slide, hasBegun ? reached : -1),
    cuts: cuts.list(data.slides_plan, reached, talk?.word === "behind" ? talk.difference : 0),
  };
}

module.exports = { forBoard };
