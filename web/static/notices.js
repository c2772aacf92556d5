// What the page says beside the conversation: the state of the line, short notes, and sentences for screen readers.

import { byId } from "./dom.js";
import { onLanguage, t } from "./language.js";

const GRACE = 1500; // ms: a short interruption is not worth a word
const TYPING_GRACE = 2000; // ms of writing before it is read aloud
const TYPING_REST = 30_000; // ms until it is read aloud again

let line = "open";
let slow; // the wait until a banner shows
let shown = false;

/** The state of the line: "open", "waiting", or "ended" (this conversation cannot go on in this page). */
export function lineIs(state) {
  if (line === "ended") return;
  line = state;
  clearTimeout(slow);
  if (state === "waiting" && !shown && navigator.onLine) slow = setTimeout(showLine, GRACE);
  else showLine();
}

function showLine() {
  const name = line === "ended" ? "session_ended" : !navigator.onLine ? "offline" : line === "waiting" ? "connecting" : null;
  const banner = byId("banner");
  if (name) banner.textContent = t(name);
  else if (shown) whisper(t("back_online"));
  shown = name !== null;
  banner.classList.toggle("shown", shown);
  if (!shown) banner.textContent = "";
}

addEventListener("online", showLine);
addEventListener("offline", showLine);
onLanguage(showLine);

/** Say something to screen readers only. */
export function whisper(sentence) {
  byId("status").textContent = sentence;
}

let toastEnds;

/** A short note that goes by itself. */
export function toast(sentence) {
  const note = byId("toast");
  clearTimeout(toastEnds);
  note.textContent = sentence;
  note.dir = "auto";
  note.classList.add("shown");
  const reading = Math.max(4000, sentence.length * 70); // ms
  toastEnds = setTimeout(() => note.classList.remove("shown"), reading);
}

/** A note that waits until it is closed. */
export function alertBox(sentence) {
  byId("alert-text").textContent = sentence;
  byId("alert-dialog").showModal();
}

let noticeEnds;

/** What is wrong with what is being written; it goes with the next thing done, or after a while. */
export function notice(sentence) {
  const note = byId("notice");
  clearTimeout(noticeEnds);
  note.textContent = sentence;
  if (sentence) noticeEnds = setTimeout(() => notice(""), 12_000);
}

let typingSaid = 0;
let typingWaits;

/** The bot is writing, or no longer: read aloud when it takes long, and not again and again. */
export function saysTyping(isTyping) {
  if (!isTyping) {
    clearTimeout(typingWaits);
    typingWaits = undefined;
    return;
  }
  if (typingWaits || Date.now() - typingSaid < TYPING_REST) return;
  typingWaits = setTimeout(() => {
    typingWaits = undefined;
    typingSaid = Date.now();
    whisper(t("typing"));
  }, TYPING_GRACE);
}

let unread = 0;

/** A message came: counted in the tab's title while nobody looks. */
export function cameUnseen() {
  if (!document.hidden) return;
  unread += 1;
  document.title = `(${unread}) ${t("page_title")}`;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = t("page_title");
});
