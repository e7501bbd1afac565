// The sound of a talk's runs in its backstage: slide by slide, with what is speech and what is silence. Without this script, a
// link leads to the list of all takes.

const { make } = require("../deck/page.js");
const { measured } = require("./measuring.js");
const player = require("./player.js");
const { pace } = require("./sound.js");
const { bySlide, byRun, together } = require("./takes.js");
const wave = require("./wave.js");

const served = document.querySelector("script[src*='/_lutrin/']");
const token = served && served.dataset.token;
/** The addresses of sound begin with this. */
const SOUND = "/_lutrin/voice/";

/** The words of a section, and how its language writes numbers. */
function speaker({ strings, lang }) {
  const number = (value, options) => new Intl.NumberFormat(lang, options).format(value);
  return {
    say: (name, values = {}) => strings[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole),
    number,
    share: (part, whole) => number(whole ? part / whole : 0, { style: "percent" }),
    length: (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`,
  };
}

/** Speech and silence of something that was measured, in words. */
function shares({ say, share, length }, { seconds, speech }) {
  return say("shares", { length: length(seconds), speech: share(speech, seconds), silence: share(seconds - speech, seconds) });
}

function take(words, one, at) {
  const button = make("button", { type: "button", textContent: words.say("take", { number: at + 1, when: one.when }) });
  const text = make("span", { className: "soft" });
  const place = make("div", { className: "wave-place" });
  const item = make("li", {}, [make("p", {}, [button, " ", text]), place]);

  function fill() {
    text.textContent = one.found ? shares(words, one.found) : words.say("unmeasured");
    if (one.found) place.append(wave.draw(one.found.columns, words.say("wave", { take: button.textContent, shares: text.textContent })));
  }
  return { item, button, fill };
}

/** A slide with its takes. `measure()` fills in what is found in them. */
function slide(words, data, shown) {
  const takes = shown.takes.map((one, at) => take(words, one, at));
  const heading = make("h4", { textContent: shown.title, lang: data.lang_of_deck });
  const sum = make("p", { className: "soft" });
  const audio = make("audio", { controls: true, preload: "none" });
  audio.setAttribute("aria-label", words.say("player", { slide: shown.title }));
  player.attach(audio, takes.map(({ button }) => button), shown.takes);
  const item = make("li", { className: "voice-slide" }, [heading, sum, audio, make("ol", {}, takes.map((one) => one.item))]);

  async function measure() {
    for (const [at, one] of shown.takes.entries()) {
      one.found = await measured(one.url);
      takes[at].fill();
    }
    const all = together(shown.takes);
    if (!all) return;
    const speed = pace(shown.words, all.runs, all.speech);
    sum.textContent = [shares(words, all), speed && words.say("pace", { count: words.number(speed) })].filter(Boolean).join(" · ");
  }
  return { item, measure };
}

/** A run with a button that takes its sound away. */
function run(words, data, { id, when, count, bytes }) {
  const status = make("span", {});
  status.setAttribute("role", "status");
  const button = make("button", { type: "button", textContent: words.say("delete"), hidden: !token });
  const size = words.number(bytes / 1e6, { maximumFractionDigits: 1 });
  const item = make("li", {}, [make("p", {}, [words.say("run", { when, count: words.number(count), size }), " ", button, " ", status])]);
  button.addEventListener("click", async () => {
    if (!confirm(words.say("delete_sure", { when }))) return;
    try {
      const answer = await fetch(SOUND + encodeURIComponent(data.talk) + "/" + id, { method: "DELETE", headers: { "X-Lutrin-Token": token } });
      if (answer.ok) return void location.reload();
      status.textContent = (await answer.text()).trim();
    } catch (error) {
      status.textContent = error.message;
    }
  });
  return item;
}

function write(section, data, takes) {
  const words = speaker(data);
  const shown = bySlide(data, takes);
  section.hidden = !shown.length;
  if (section.hidden) return;
  const slides = shown.map((one) => slide(words, data, one));
  const runs = byRun(data, takes);
  const count = shown.reduce((sum, one) => sum + one.takes.length, 0);
  const details = make("details", {}, [
    make("summary", { textContent: words.say("summary", { takes: words.number(count), runs: words.number(runs.length) }) }),
    make("p", { className: "hint", textContent: words.say("what") }),
    make("ol", { className: "voice-slides" }, slides.map(({ item }) => item)),
    make("ul", { className: "voice-runs" }, runs.map((one) => run(words, data, one))),
  ]);
  // Somebody who does not look waits for nothing.
  details.addEventListener("toggle", async () => {
    for (const one of slides) await one.measure();
  }, { once: true });
  section.querySelector("p").replaceWith(details);
}

const lists = {};

/** What the server has of a talk; several decks of it are told once. */
function takesOf(talk) {
  lists[talk] ??= fetch(SOUND + encodeURIComponent(talk)).then((answer) => (answer.ok ? answer.json() : { takes: [] }));
  return lists[talk];
}

document.querySelectorAll(".voice").forEach(async (section) => {
  const data = JSON.parse(section.querySelector("script").textContent);
  try {
    write(section, data, (await takesOf(data.talk)).takes);
  } catch (error) {
    // The link to the list stays.
  }
});
