// One stream for all windows of a browser, which has six connections for one host: the windows that show a deck, its notes
// and its variants would use them up, and every further request would wait for ever.
//
// A shared worker, which lives as long as any of the windows. A window says which addresses it wants to hear from, each by a
// number of its own; the server tells all of them over one connection, and each event has the place of its address as `id`.
"use strict";

/** Milliseconds: a window that opens asks for two streams. */
const SOON = 20;
/** Milliseconds until a server that is away is asked again, the first times and then. */
const AWAY = [500, 1000, 2000, 5000];
/** So many addresses are asked for: a window that crashed never says that it needs no more. */
const MOST = 32;

/** What windows want: `{port, number, address, isNew}`, the oldest first. Who is new has missed what was said before. */
let wanted = [];
/** What is asked for by the stream that was opened last. */
let asked = [];
let stream = null;
let opening = null;
let timer = 0;
let tries = 0;

function tell(type, data, address, whom = wanted) {
  whom.forEach((one) => {
    if (address === undefined || one.address === address) one.port.postMessage({ number: one.number, type, data });
  });
}

function renew(wait) {
  clearTimeout(timer);
  timer = setTimeout(open, wait);
}

function close() {
  [stream, opening].forEach((one) => one && one.close());
  stream = opening = null;
}

/** Whether a window is among those that are asked for: the others have to be told that they hear nothing. */
function isHeard(one) {
  return asked.includes(one.address);
}

/** The stream that was there goes when the new one has come: nothing that is said meanwhile is missed. */
function open() {
  const addresses = Array.from(new Set(wanted.map((one) => one.address))).slice(-MOST);
  if (opening) opening.close();
  opening = null;
  if (!addresses.length) return close();
  const next = new EventSource("/_lutrin/streams?" + addresses.map((address) => "of=" + encodeURIComponent(address)).join("&"));
  opening = next;
  const late = wanted.filter((one) => one.isNew);
  next.onopen = () => {
    late.forEach((one) => { one.isNew = false; });
    if (stream) stream.close();
    stream = next;
    opening = null;
    tries = 0;
    asked = addresses;
    tell("open", "", undefined, wanted.filter(isHeard));
    tell("error", "", undefined, wanted.filter((one) => !isHeard(one)));
  };
  next.addEventListener("message", (event) => tell("message", event.data, addresses[event.lastEventId]));
  next.addEventListener("past", (event) => tell("past", event.data, addresses[event.lastEventId], late));
  next.addEventListener("nothing", (event) => tell("error", "", addresses[event.lastEventId]));
  next.addEventListener("beat", () => tell("beat", "", undefined, wanted.filter(isHeard)));
  next.onerror = () => {
    // One that only was to take the place of another leaves it there.
    const isSpare = stream && next !== stream;
    if (isSpare) {
      next.close();
      opening = null;
      tell("error", "", undefined, wanted.filter((one) => !isHeard(one)));
    } else {
      close();
      wanted.forEach((one) => { one.isNew = true; });
      tell("error");
    }
    renew(AWAY[Math.min(tries++, AWAY.length - 1)]);
  };
}

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.open) {
      wanted.push({ port, number: data.open, address: data.address, isNew: true });
      renew(SOON);
      return;
    }
    wanted = wanted.filter((one) => one.port !== port || one.number !== data.close);
    if (!wanted.length) renew(SOON);
  };
};
