// The shape of a recording as a picture: a line for each moment, stronger where somebody speaks.

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 40;
/** Silence is seen as well. */
const LEAST = 1.5;

function lines(columns, isSpeech) {
  return columns.map((column, at) => {
    if (column.isSpeech !== isSpeech) return "";
    const half = Math.max(LEAST, column.height * HEIGHT) / 2;
    return `M${at * 3 + 1.5} ${(HEIGHT / 2 - half).toFixed(1)}v${(half * 2).toFixed(1)}`;
  }).join("");
}

/** `text` says the same in words. */
function draw(columns, text) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${Math.max(1, columns.length) * 3} ${HEIGHT}`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("class", "wave");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", text);
  for (const isSpeech of [false, true]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", isSpeech ? "wave-speech" : "wave-silence");
    path.setAttribute("d", lines(columns, isSpeech));
    picture.append(path);
  }
  return picture;
}

module.exports = { draw };
