// Where the talk is in the slides, and how long this one may still take.

const time = require("./time.js");
const words = require("./words.js");

function writePace(page, slide) {
  const { length } = time;
  page.writePace("slide-pace", slide?.word, slide ? page.say(slide.word, { amount: length(Math.abs(slide.left)), plan: length(slide.plan) }) : page.say("slide_no_plan"));
  const bar = page.find("slide-bar");
  bar.hidden = !slide;
  bar.max = slide ? slide.plan : 1;
  bar.value = slide ? Math.min(slide.spent, slide.plan) : 0;
  page.write("slide-time", slide ? length(slide.spent) + " / " + length(slide.plan) : "");
}

function write(page, found, { slide, step, curtain }) {
  const last = page.steps[slide];
  page.write("place", page.say(last ? "place_step" : "place", { number: slide + 1, count: page.ids.length, step: step + 1, steps: last + 1 }));
  page.write("title", page.titles[slide]);
  writePace(page, found.slide);
  page.find("curtain").hidden = !curtain;
  for (const name of ["black", "white"]) page.find(name).setAttribute("aria-pressed", curtain === name);
  if (curtain) page.write("curtain", page.say("curtain_" + curtain));
  // The first step only raises it.
  words.write(page.find("forward").firstElementChild, page.say(curtain ? "raise" : "next"));
}

module.exports = { write };
