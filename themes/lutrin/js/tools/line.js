// A stroke as a line: soft from point to point. Pure.

/** Of a drawing over a slide: how wide it is, in its own units, and how thick its lines are. */
const WIDTH = 1600;
const THICK = 7;

/** The path of a stroke in a drawing of some height. A single point is a dot. */
function path(points, height) {
  const spot = (at) => [Math.round(points[at] * WIDTH * 10) / 10, Math.round(points[at + 1] * height * 10) / 10];
  const first = spot(0);
  if (points.length < 4) return "M" + first + "l0,0";
  let text = "M" + first;
  for (let at = 2; at + 3 < points.length; at += 2) {
    const [here, next] = [spot(at), spot(at + 2)];
    text += "Q" + here + " " + [(here[0] + next[0]) / 2, (here[1] + next[1]) / 2].map((value) => Math.round(value * 10) / 10);
  }
  return text + "L" + spot(points.length - 2);
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
}

/**
 * Drawings as one file: the frame of each slide with its number, its title and its strokes, one below the other. `slides`:
 * `{name, strokes}`. The slides themselves are not in it.
 */
function file(slides, height, colour, lang) {
  const [edge, head] = [40, 60];
  const rows = slides.map(({ name, strokes }, row) => {
    const paths = strokes.map((points) => `<path d="${path(points, height)}"/>`).join("");
    return `<g transform="translate(${edge} ${edge + row * (height + head + edge)})"><text y="36" font-family="sans-serif" font-size="32">${escaped(name)}</text>`
      + `<g transform="translate(0 ${head})"><rect width="${WIDTH}" height="${height}" fill="none" stroke="#888"/>`
      + `<g fill="none" stroke="${escaped(colour)}" stroke-width="${THICK}" stroke-linecap="round" stroke-linejoin="round">${paths}</g></g></g>`;
  });
  const size = [WIDTH + 2 * edge, edge + slides.length * (height + head + edge)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(" ")}" xml:lang="${escaped(lang)}"><rect width="100%" height="100%" fill="#fff"/>${rows.join("")}</svg>\n`;
}

module.exports = { WIDTH, THICK, path, file };
