// What two slides both have: elements of one `data-id`, else of one text, one picture; and lines of code.

const { lines } = require("./lines.js");

const NAMED = "[data-id]";
const ALIKE = "h1, h2, h3, h4, h5, h6, p, li, blockquote, td, img, figcaption";
const CODE = ".code";
/** More pictures that move by themselves would be felt at a step. */
const MOST = 80;

/** What an element is known by on both slides. */
function key(element) {
  if (element.dataset.id) return "#" + element.dataset.id;
  if (element.matches("img")) return "img " + element.getAttribute("src");
  return element.textContent.replace(/\s+/g, " ").trim();
}

/** The elements of a slide that may move, by what they are known by. What stands in one of them goes with it. */
function movable(body) {
  const found = new Map();
  const taken = (element) => [...found.values()].some((other) => other.contains(element));
  [NAMED, ALIKE].forEach((selector) => {
    body.querySelectorAll(selector).forEach((element) => {
      const name = element.closest(CODE) && !element.dataset.id ? "" : key(element);
      if (name && !found.has(name) && !taken(element)) found.set(name, element);
    });
  });
  return found;
}

/** How many lines a text takes. */
function rows(element) {
  return Math.round(element.clientHeight / parseFloat(getComputedStyle(element).lineHeight)) || 1;
}

/** Whether one may become the other: a text that breaks elsewhere would be seen twice. */
function isAlike([before, after]) {
  return Boolean(after.dataset.id) || after.matches("img") || rows(before) === rows(after);
}

/** The lines of a block of code as elements; they are made where nothing else asked for them. */
function lineElements(figure) {
  const code = figure.querySelector("code");
  if (!code) return [];
  if (!code.querySelector(".line")) split(code);
  return Array.from(code.querySelectorAll(".line"));
}

/** Puts each line into an element, with what it has of elements that go over several. */
function split(code) {
  const all = [[]];
  code.childNodes.forEach((node) => {
    node.textContent.split(/(?<=\n)/).forEach((text) => {
      const piece = node.nodeType === Node.TEXT_NODE ? new Text(text) : node.cloneNode();
      if (piece.nodeType !== Node.TEXT_NODE) piece.textContent = text;
      all[all.length - 1].push(piece);
      if (text.endsWith("\n")) all.push([]);
    });
  });
  const elements = all.filter((pieces) => pieces.length).map((pieces) => {
    const line = document.createElement("span");
    line.className = "line";
    line.append(...pieces);
    return line;
  });
  code.replaceChildren(...elements);
}

function codePairs(before, after) {
  const [old, now] = [lineElements(before), lineElements(after)];
  const texts = (elements) => elements.map((element) => element.textContent);
  return lines(texts(old), texts(now)).map(([from, to]) => [old[from], now[to]]);
}

/** Pairs of elements, of the slide before and of the one after. Blocks of code pair in their order. */
function pairs(before, after) {
  const [old, now] = [movable(before), movable(after)];
  const same = [...now.keys()].filter((name) => old.has(name)).map((name) => [old.get(name), now.get(name)]).filter(isAlike);
  const moved = (figure, side) => same.some((pair) => pair[side].contains(figure));
  const [oldCode, newCode] = [before, after].map((body, side) => [...body.querySelectorAll(CODE)].filter((figure) => !moved(figure, side)));
  const ofCode = oldCode.flatMap((figure, at) => (newCode[at] ? codePairs(figure, newCode[at]) : []));
  return [...same, ...ofCode].slice(0, MOST);
}

module.exports = { pairs };
