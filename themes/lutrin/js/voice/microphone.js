// The microphone, and what this browser can make of it.

/** Kinds of sound that browsers record, with the endings of their files. */
const TYPES = [
  { mime: "audio/webm;codecs=opus", as: "webm" },
  { mime: "audio/ogg;codecs=opus", as: "ogg" },
  { mime: "audio/mp4", as: "m4a" },
];

/** What the errors of `getUserMedia` mean to a speaker. */
const WHY = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "absent", OverconstrainedError: "absent" };

/** Why no sound can be recorded here, whoever allows it; nothing where it can. */
function obstacle() {
  // Browsers give a microphone to pages that come by a safe way; this machine's own are.
  if (!isSecureContext) return "insecure";
  return navigator.mediaDevices && typeof MediaRecorder === "function" && type() ? "" : "unable";
}

function type() {
  return TYPES.find(({ mime }) => MediaRecorder.isTypeSupported(mime));
}

/** Asks for it. Gives `{stream, type, close}`, or `{why}` it is not there. `gone()` is called when it vanishes. */
async function open(gone) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const tracks = stream.getTracks();
    // One that is closed here does not say that it ended.
    tracks.forEach((track) => track.addEventListener("ended", gone));
    return { stream, type: type(), close: () => tracks.forEach((track) => track.stop()) };
  } catch (error) {
    return { why: WHY[error.name] || "failed" };
  }
}

module.exports = { obstacle, open };
