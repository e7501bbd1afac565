// Where two readings of one deck part. Pure: it knows neither tools nor Lutrin.

/** A text as it is compared: no white space, one form of each character, straight quotes. */
export function plain(text) {
  return text
    .normalize("NFKC")
    .replace(/[\s\u200b\u2060\ufe0e\ufe0f]+/g, "")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'");
}

/** Notes as they are compared: their letters and digits, since some tools keep the Markdown of notes and others do not. */
export function letters(notes) {
  return plain(notes).replace(/[^\p{L}\p{N}]/gu, "");
}

/** The part of both texts around the first character that differs, each as `…three words…`. */
function around(first, second) {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const excerpt = (text) => {
    const start = Math.max(0, at - 12);
    return (start > 0 ? "…" : "") + text.slice(start, at + 36) + (text.length > at + 36 ? "…" : "");
  };
  return [excerpt(first), excerpt(second)];
}

function textDifference(field, slide, first, second) {
  if (first === second) return [];
  const [tool, lutrin] = around(first, second);
  return [{ field, slide, tool, lutrin }];
}

/** A slide in a few words. */
const title = (slide) => plain(slide.text).slice(0, 14) || "∅";

function slideDifferences(theirs, ours, number) {
  const slide = number + 1;
  const differences = textDifference("text", slide, plain(theirs.text), plain(ours.text));
  differences.push(...textDifference("notes", slide, letters(theirs.notes), letters(ours.notes)));
  // Numbers, backgrounds and links are compared where the tool's were read.
  for (const field of ["steps", "number", "grounds"].filter((field) => theirs[field] !== undefined)) {
    if (theirs[field] !== ours[field]) differences.push({ field, slide, tool: theirs[field], lutrin: ours[field] });
  }
  if (theirs.links !== undefined) differences.push(...textDifference("links", slide, plain(theirs.links), plain(ours.links)));
  return differences;
}

/**
 * The differences of two lists of slides (`text`, `notes`, `steps`), as `{field, slide, tool, lutrin}` with slides numbered from
 * 1. Where there are not as many slides, that is the only one.
 */
export function differences(theirs, ours) {
  if (theirs.length !== ours.length) {
    const list = (slides) => `${slides.length}: ${slides.map(title).join(" | ")}`;
    return [{ field: "slides", slide: 0, tool: list(theirs), lutrin: list(ours) }];
  }
  return theirs.flatMap((slide, number) => slideDifferences(slide, ours[number], number));
}

/** What is wrong with Lutrin's reading whatever the tool says: an error, notes in public, a tool that was not recognised. */
export function ownDifferences({ asItIs, named }) {
  const found = [];
  const failed = named.error ?? asItIs.error;
  if (failed) found.push({ field: "error", slide: 0, tool: "reads it", lutrin: failed });
  if (named.error || asItIs.error) return found;
  // What is compared here is Lutrin with Lutrin: the deck with the name of its tool on one side.
  const silent = named.slides.map((slide) => ({ ...slide, notes: "" }));
  found.push(...differences(silent, named.public).map((each) => ({ ...each, field: `public ${each.field}` })));
  found.push(...differences(named.slides, asItIs.slides).map((each) => ({ ...each, field: `auto ${each.field}` })));
  return found;
}
