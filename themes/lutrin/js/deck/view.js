// The state as classes and attributes of the page; how that looks is for the style sheet to say.

const { make } = require("./page.js");

/** Which of its looks a block of code has at a step. */
function lit(figure, step) {
  const first = Number(figure.dataset.firstStep) || 0;
  const count = Number(figure.dataset.codeSteps) || 1;
  return String(Math.min(Math.max(step - first + 1, 0), count - 1));
}

function light(figure, step) {
  const index = lit(figure, step);
  const lines = Array.from(figure.querySelectorAll(".line"));
  const isAll = lines.every((line) => isLit(line, index));
  lines.forEach((line) => line.classList.toggle("lit", !isAll && isLit(line, index)));
  figure.classList.toggle("stepping", !isAll);
}

function isLit(line, index) {
  return (line.dataset.on || "").split(" ").includes(index);
}

function showStep(section, step) {
  section.querySelectorAll(".fragment[data-step]").forEach((fragment) => {
    const fragmentStep = Number(fragment.dataset.step);
    fragment.classList.toggle("shown", fragmentStep <= step);
    fragment.classList.toggle("now", fragmentStep === step);
  });
  section.querySelectorAll(".code.steps").forEach((figure) => light(figure, step));
}

function pause(section) {
  section.querySelectorAll("video, audio").forEach((player) => player.pause());
}

function attach(page, store) {
  const shown = [];
  const progress = make("progress", { className: "deck-progress", max: Math.max(page.ids.length - 1, 1) });
  // Every slide says its number.
  progress.setAttribute("aria-hidden", "true");
  document.body.append(progress);

  function showSlide(section, at, state) {
    const isReading = state.mode === "reading";
    const isCurrent = at === state.slide;
    section.classList.toggle("current", isCurrent);
    // Its neighbours are laid out, so that their pictures are there when they are wanted.
    section.classList.toggle("near", Math.abs(at - state.slide) < 2);
    section.inert = !isReading && state.overview === null && !isCurrent;
    if (page.bodies[at]) page.bodies[at].inert = state.overview !== null;
    const step = isCurrent ? state.step : at < state.slide ? page.steps[at] : 0;
    if (shown[at] !== step) showStep(section, step);
    // What loses its focus by being hidden leaves it to the deck, not to the top of the page.
    if (section.inert && section.contains(document.activeElement)) page.main.focus({ preventScroll: true });
    shown[at] = step;
  }

  function showFrame(state) {
    const root = page.root;
    ["presenting", "reading"].forEach((mode) => root.classList.toggle(mode, state.mode === mode));
    root.classList.toggle("overview", state.overview !== null);
    ["curtain", "typed"].forEach((name) => {
      if (state[name]) root.dataset[name] = state[name];
      else delete root.dataset[name];
    });
    progress.value = state.slide;
  }

  function render(state, before) {
    page.sections.forEach((section, at) => {
      showSlide(section, at, state);
    });
    showFrame(state);
    if (before && before.slide !== state.slide) pause(page.sections[before.slide]);
    if (before && before.mode !== state.mode && state.mode === "reading") scrollTo(state.slide);
  }

  /** The first slide stands below the head of the article. */
  function scrollTo(slide) {
    if (slide) page.sections[slide].scrollIntoView();
    else window.scrollTo(0, 0);
  }

  // A deck with transitions brings `lutrinDeck.move`, which may show the change a moment later.
  store.subscribe((state, before) => {
    const show = () => render(store.state, before);
    if (!window.lutrinDeck?.move?.(show, state, before)) show();
  });
  render(store.state);

  // Paper needed slides that cannot be reached (see `ahead.js`).
  addEventListener("afterprint", () => render(store.state));
}

module.exports = { attach, showStep };
