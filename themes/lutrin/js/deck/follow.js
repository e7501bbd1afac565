// What windows that show one deck tell each other, and which of it counts. Pure.
//
// All follow one order: a message with a higher number counts; of two with the same number (two people moved at once) the
// one that is further on in the slides. So every window ends at the same place, whatever arrives when, and however often.
// What is passed on keeps its words: a window that could not follow all of it must not lead the others astray.

const VERSION = 1;
/** Milliseconds after which a window that says nothing is gone. */
const SILENCE = 12000;

/** A window before it has said or heard anything. `self`: its id as `from`, its `role` and its `lang`. */
function begin(self) {
  return { self, seq: 0, last: null, isLed: self.role === "presenter", peers: {} };
}

function number(value, most) {
  return typeof value === "number" && value >= 0 && value <= most ? Math.trunc(value) : null;
}

/** A message as it may be used, or nothing: what arrives is never trusted. */
function checked(message) {
  if (!message || message.v !== VERSION || typeof message.from !== "string" || !message.from) return null;
  const role = message.role === "presenter" ? "presenter" : "audience";
  if (message.hello) return { v: VERSION, from: message.from, role, hello: true };
  const seq = number(message.seq, 1e12);
  const at = number(message.at, 1e5);
  const step = number(message.step, 1e5);
  if (seq === null || at === null || step === null || typeof message.slide !== "string") return null;
  const curtain = ["black", "white"].includes(message.curtain) ? message.curtain : null;
  return { v: VERSION, from: message.from, seq, role, lang: String(message.lang), slide: message.slide, at, step, curtain };
}

function compared(a, b) {
  const words = ({ curtain, slide, lang }) => [curtain || "", slide, lang].join("\n");
  return a.seq - b.seq || a.at - b.at || a.step - b.step || (words(a) > words(b)) - (words(a) < words(b));
}

/** The same content from this window. */
function signed(link, content) {
  return { ...content, v: VERSION, from: link.self.from, role: link.self.role };
}

function hello(link) {
  return signed(link, { hello: true });
}

/** This window is at a place, by its word of a number. Gives the link and the message to send. */
function said(link, seq, place) {
  const last = { seq, lang: link.self.lang, ...place };
  return { link: { ...link, seq: seq || link.seq, last }, send: signed(link, last) };
}

/** Somebody moved in this window. `place`: `{slide, at, step, curtain}`. */
function moved(link, place) {
  return said(link, link.seq + 1, place);
}

/**
 * What a window answers that says where it is, for one that has just come. Where nobody has moved in this window, and it has
 * followed none, it says so with the number 0: any other word counts for more, since it may not have heard yet where all are.
 */
function state(link, place) {
  return link.last ? { link, send: signed(link, link.last) } : said(link, 0, place);
}

/** Who says something is there. */
function met(link, message, time) {
  const peers = { ...link.peers, [message.from]: { role: message.role, time } };
  return { ...link, peers, isLed: link.isLed || (message.role === "presenter" && !message.hello) };
}

/**
 * A message came: gives the link, what to `send`, and where to `go` if it counts. An audience follows from the time that
 * it has heard a presenter: two readers of a public deck are no show. `isFirst` when it only tells where the others are.
 */
function heard(link, raw, place, time) {
  const message = checked(raw);
  if (!message || message.from === link.self.from) return { link };
  const next = met(link, message, time);
  if (message.hello) return state(next, place);
  if (!next.isLed || (next.last && compared(message, next.last) <= 0)) return { link: next };
  const { v, from, role, ...content } = message;
  return { link: { ...next, seq: message.seq, last: content }, go: content, isFirst: !link.last?.seq };
}

/** What was said before this window came, perhaps yesterday: nobody goes there, and the next word comes after it. */
function missed(link, raw) {
  const message = checked(raw);
  return message?.seq > link.seq ? { ...link, seq: message.seq } : link;
}

/** The other windows that are there: `{audience, presenters}`, where presenters are ids. */
function present(link, time) {
  const alive = Object.keys(link.peers).filter((from) => time - link.peers[from].time < SILENCE);
  const presenters = alive.filter((from) => link.peers[from].role === "presenter");
  return { audience: alive.length - presenters.length, presenters };
}

/** The slide that a message means here: by its name, by the pairs of languages, else by its place. */
function target(message, lang, ids, languages) {
  let known = message.lang === lang ? ids : [];
  languages.forEach((language) => {
    if (language.lang === message.lang) known = language.slides;
  });
  const found = known.indexOf(message.slide);
  if (found >= 0) return { slide: found, step: message.step };
  return { slide: Math.min(message.at, Math.max(ids.length - 1, 0)), step: 0 };
}

module.exports = { begin, checked, hello, moved, state, met, heard, missed, present, target };
