// The button that pauses slides that go on by themselves. It says how they are, too, so it never fades.

const SHAPES = { going: "M9 6v12m6-12v12", waiting: "m8 5 11 7-11 7z" };

function drawing(document) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(space, "path"));
  return svg;
}

/** Gives the element, and what shows a mode on it. */
function make(document, strings, press) {
  const element = document.createElement("button");
  const label = document.createElement("span");
  const status = document.createElement("div");
  const svg = drawing(document);
  element.type = "button";
  element.className = "deck-auto";
  element.setAttribute("aria-keyshortcuts", "A");
  element.append(svg, label);
  status.className = "hidden";
  status.setAttribute("role", "status");
  element.addEventListener("click", press);
  document.body.append(element, status);
  let shown = "";

  /** `isSaid`: whether those who hear the deck are told. */
  function show(mode, isSaid) {
    if (mode === shown) return;
    shown = mode;
    const isGoing = mode === "going";
    element.dataset.mode = mode;
    svg.firstChild.setAttribute("d", SHAPES[isGoing ? "going" : "waiting"]);
    label.textContent = isGoing ? "" : strings[mode === "led" ? "led" : "paused"];
    const does = strings[isGoing ? "pause" : "go_on"];
    element.title = does + " (A)";
    element.setAttribute("aria-label", isGoing ? does : label.textContent + ". " + does);
    if (isSaid) status.textContent = isGoing ? strings.going : label.textContent;
  }

  return { element, show };
}

module.exports = { make };
