// Times as people read them. Pure.

function two(number) {
  return String(number).padStart(2, "0");
}

/** `4:05`, `1:02:03`; what is less than a second is left out. */
function length(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return minutes + ":" + two(whole % 60);
  return Math.floor(minutes / 60) + ":" + two(minutes % 60) + ":" + two(whole % 60);
}

/** With the sign that says which way: `−0:12` is behind zero. Less than a second is none. */
function signed(seconds) {
  const whole = Math.trunc(seconds);
  return (whole < 0 ? "\u2212" : whole > 0 ? "+" : "") + length(whole);
}

/** Hours and minutes on the wall. */
function onWall(date) {
  return two(date.getHours()) + ":" + two(date.getMinutes());
}

/** `2026-11-23T18:04:05+01:00`. */
function iso(date) {
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, 19);
  return local + (offset < 0 ? "-" : "+") + two(Math.floor(Math.abs(offset) / 60)) + ":" + two(Math.abs(offset) % 60);
}

/** The name of a run's file: its start, its id, and its language. */
function fileName({ started, id, facts }) {
  return started.slice(0, 19).replace(/:/g, "") + "-" + id + "." + facts.language;
}

module.exports = { length, signed, onWall, iso, fileName };
