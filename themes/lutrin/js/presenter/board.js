// The board: time, pace, agenda, what can be left out, and how the other windows and the record are. Written anew about
// four times a second, and only where it changed.

/** A word of pace, which the style sheet gives a shape, and how much. */
function writePace(element, word, text) {
  element.dataset.word = word || "";
  exports.words.write(element, text);
}

function seconds(tenths) {
  return tenths.map((time) => time / 10);
}

/** All that is shown, from what is known; nothing of the page. */
function facts(page, state, run) {
  const data = page.data;
  const totals = exports.run.totals(run);
  const times = seconds(exports.run.times(run, exports.language.ids(run.facts && run.facts.language, page.ids, data)));
  const plans = data.slides_plan.map((slide) => slide.plan);
  const here = data.slides_plan[state.slide];
  const talked = totals.talk / 10;
  const hasBegun = run.phase !== "ready";
  const talk = hasBegun ? exports.pace.ofTalk(plans, times, state.slide, talked, data.slot) : null;
  const reached = hasBegun ? exports.pace.furthest(times, state.slide) : state.slide;
  return {
    talked,
    paused: totals.paused / 10,
    asked: totals.asked / 10,
    remaining: data.slot === null ? null : data.slot - talked,
    talk,
    slide: exports.pace.ofSlide(here.plan || here.estimate, times[state.slide]),
    agenda: exports.agenda.rows(data.parts, times, state.slide, hasBegun ? reached : -1),
    cuts: exports.cuts.list(data.slides_plan, reached, talk && talk.word === "behind" ? talk.difference : 0),
  };
}

/** `known()` tells of the windows and of the record: `{present, status, errands}`. */
function attach(page, store, runs, known) {
  const write = exports.words.write;
  const length = exports.time.length;
  const make = exports.page.make;
  const say = page.say;
  const lists = {};
  let heard = null;

  function set(name, text) {
    write(page.find(name), text);
  }

  function writeTime(found, run) {
    const now = new Date();
    set("clock", exports.time.onWall(now));
    set("elapsed", length(found.talked));
    page.find("elapsed").classList.toggle("long", found.talked >= 3600);
    const hasSlot = found.remaining !== null;
    set("remaining", hasSlot ? (found.remaining < 0 ? "\u2212" : "") + length(found.remaining) : "\u2013");
    set("remaining-label", say(hasSlot && found.remaining < 0 ? "over_slot" : "remaining"));
    const end = new Date(now.getTime() + found.remaining * 1000);
    set("end", hasSlot && run.phase !== "ended" ? exports.time.onWall(end) : "\u2013");
    page.root.dataset.phase = run.phase;
    page.root.dataset.mode = run.mode;
    page.root.classList.toggle("is-over", hasSlot && found.remaining < 0);
  }

  function amount(seconds) {
    return length(Math.abs(seconds));
  }

  function writeTalk(found, run) {
    let text = { ready: say("starts"), ended: say("ended") }[run.phase];
    if (run.mode === "pause") text = say("paused", { length: length(found.paused) });
    if (run.mode === "questions") text = say("asking", { length: length(found.asked) });
    set("mode", text || "");
    page.find("mode").hidden = !text;
    page.find("clock-label").hidden = Boolean(text);
    const talk = found.talk;
    writePace(page.find("pace"), talk && talk.word, talk ? say(talk.word, { amount: amount(talk.difference) }) : run.phase === "ready" ? "" : say("no_plan"));
    const told = !run.questions.length || run.mode === "questions" ? "" : say("asked", { length: length(found.asked) });
    set("asked", told);
  }

  function writeSlide(found, state) {
    const last = page.steps[state.slide];
    const values = { number: state.slide + 1, count: page.ids.length, step: state.step + 1, steps: last + 1 };
    set("place", say(last ? "place_step" : "place", values));
    set("title", page.titles[state.slide]);
    const slide = found.slide;
    const text = slide ? say(slide.word, { amount: amount(slide.left), plan: length(slide.plan) }) : say("slide_no_plan");
    writePace(page.find("slide-pace"), slide && slide.word, text);
    const bar = page.find("slide-bar");
    bar.hidden = !slide;
    bar.max = slide ? slide.plan : 1;
    bar.value = slide ? Math.min(slide.spent, slide.plan) : 0;
    set("slide-time", slide ? length(slide.spent) + " / " + length(slide.plan) : "");
    const curtain = page.find("curtain");
    curtain.hidden = !state.curtain;
    if (state.curtain) write(curtain, say("curtain_" + state.curtain));
    // The first step only raises it.
    write(page.find("forward").firstElementChild, say(state.curtain ? "raise" : "next"));
  }

  /** A list is made again only when another one is to be shown. Whether it was. */
  function writeList(name, items, makeItem) {
    const told = JSON.stringify(items);
    if (lists[name] === told) return false;
    lists[name] = told;
    page.find(name).replaceChildren(...items.map(makeItem));
    return true;
  }

  function row(part) {
    const pace = make("span", { className: "p-pace" });
    if (part.word) writePace(pace, part.word, exports.time.signed(part.difference));
    const title = make("th", { scope: "row" }, [part.title]);
    const cells = [part.plan, part.actual].map((text) => make("td", { textContent: text }));
    const line = make("tr", { className: "is-" + part.state }, [title].concat(cells, make("td", {}, [pace])));
    if (part.word) pace.title = say("part_" + part.word);
    if (part.state === "now") line.setAttribute("aria-current", "true");
    return line;
  }

  /** Where the agenda is cut short, it begins with the part before the present one: it alone is scrolled, not the view. */
  function bringUp(list) {
    const row = list.querySelector("[aria-current]");
    const box = list.closest(".p-list");
    if (!row || box.matches(":focus, :hover")) return;
    const hasRoom = box.clientHeight >= 3 * row.offsetHeight;
    const first = (hasRoom && row.previousElementSibling) || row;
    box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top;
  }

  function writeAgenda(found) {
    const isNew = writeList("agenda", found.agenda.map((part) => ({
      title: part.title || say("part_untitled"),
      plan: part.plan === null ? "\u2013" : length(part.plan),
      actual: part.actual ? length(part.actual) : "",
      state: part.state,
      word: part.word,
      difference: part.difference === null ? null : Math.trunc(part.difference),
    })), row);
    if (isNew) bringUp(page.find("agenda"));
  }

  function writeCuts(found) {
    const cuts = found.cuts;
    writeList("cuts", cuts.slides.map((cut) => {
      const name = cut.slide + 1 + ". " + page.titles[cut.slide];
      return { name, plan: cut.plan ? length(cut.plan) : "\u2013", isAdvised: cut.isAdvised };
    }), (cut) => {
      const words = cut.isAdvised ? [make("span", { className: "p-advised", textContent: say("cut_this") }), " "] : [];
      return make("li", { className: cut.isAdvised ? "is-advised" : "" }, words.concat(make("span", { className: "p-cut", textContent: cut.name }), make("span", { className: "p-length", textContent: cut.plan })));
    });
    page.find("cuts").hidden = !cuts.slides.length;
    page.find("side").classList.toggle("is-behind", cuts.won > 0);
    let text = say("cuts_none");
    if (cuts.slides.length) text = say("cuts_on_time");
    if (cuts.won) text = say(cuts.isEnough ? "cuts_enough" : "cuts_short", { won: length(cuts.won) });
    set("cuts-note", text);
  }

  /** What became of runs before this one, as long as it is not over. */
  function errands(found) {
    const gone = found.undeleted;
    const words = found.waiting.length ? [say("save_aside")] : [];
    if (!gone.count) return words;
    return words.concat(gone.isRefused ? say("save_undeletable", { why: gone.why }) : say("save_undeleted"));
  }

  function writeWindows() {
    const now = known();
    const count = now.present.audience;
    const audience = page.isShut ? "shut" : count ? "audience_there" : "audience_none";
    set("audience", say(audience));
    page.find("audience").dataset.is = count && !page.isShut ? "there" : "none";
    const others = now.present.presenters.length;
    page.find("others").hidden = !others;
    if (others) set("others", say("others"));
    const status = now.status;
    const told = saved(status);
    set("saved", (status.kind === "nothing" && now.errands.waiting.length ? [] : [told]).concat(errands(now.errands)).join(" · "));
    page.find("saved").dataset.is = status.kind;
    page.find("download").hidden = status.kind !== "unsaved" && status.kind !== "local" && !now.errands.waiting.length;
  }

  function kind(status) {
    return status.kind === "saved" && status.isEnded ? "saved_end" : status.kind;
  }

  function saved(status) {
    return say("save_" + kind(status), { why: status.why || "", file: status.file || "" });
  }

  function tell(run) {
    const status = known().status;
    const found = exports.aloud.news(heard, { phase: run.phase, mode: run.mode, saved: kind(status) });
    heard = found.known;
    if (!found.said.length) return;
    set("aloud", found.said.map((name) => name === "save_" + kind(status) ? saved(status) : say(name)).join(". "));
  }

  function render() {
    const found = facts(page, store.state, runs.state);
    writeTime(found, runs.state);
    writeTalk(found, runs.state);
    writeSlide(found, store.state);
    writeAgenda(found);
    writeCuts(found);
    writeWindows();
    tell(runs.state);
  }

  store.subscribe(render);
  runs.subscribe(render);
  render();
  return render;
}

exports.board = { attach, facts };
