// The chat page: reads the conversation, then lets its parts work together. Everything starts here.

import * as api from "./api.js";
import { Attachments } from "./attachments.js";
import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { byId } from "./dom.js";
import { setUpHeader, spoke } from "./header.js";
import { onOtherTab, recall, remember } from "./keep.js";
import { speak, t } from "./language.js";
import * as notices from "./notices.js";
import { Outbox } from "./outbox.js";
import { Transcript } from "./transcript.js";

const PAGE = 50; // messages in one answer of the server
const LONGEST_WAIT = 30_000; // ms between two attempts to read the conversation

const transcript = new Transcript({
  press,
  edit: (message) => composer.edit(message),
  change: (item) => {
    outbox.remove(item);
    composer.giveBack(item.text);
  },
  remove: (item) => outbox.remove(item),
  older: async (before) => pageOf(await api.fetchState(before)),
});

const outbox = new Outbox({
  onChange: (items) => {
    transcript.showUnsent(items);
    showWelcome();
  },
  onSent: (item, messages) => {
    messages.forEach((message) => transcript.show(message));
    if (item.kind === "press") transcript.restKeys(item.messageId);
    showWelcome();
  },
  onProgress: (id, part) => transcript.showProgress(id, part),
  onSlow: (sentence) => notices.notice(sentence || t("something_wrong")),
  onSessionLost: sessionLost,
});

const attachments = new Attachments(notices.notice);
const commands = new Commands((command, typed) => {
  if (typed) composer.clear();
  outbox.addText(command);
});
const composer = new Composer({
  send: (text) => {
    notices.notice("");
    outbox.addText(text);
    const [, chosen] = /^\/language (en|fr|es|ru|ar|zh)$/u.exec(text) ?? [];
    if (chosen) spoke(chosen);
  },
  sendFile: (file, caption) => outbox.addFile(file, caption),
  saveEdit: (message, text) => outbox.addEdit(message.id, text),
  lastOwn: () => transcript.lastOwn(),
}, attachments, commands);

/** What a button under a message does: it answers, copies something, or (of a reply keyboard) says its text. */
function press(message, key) {
  const chosen = /^!language:([a-z]{2})$/.exec(key.data ?? "");
  if (chosen) spoke(chosen[1]); // The page around the conversation follows the bot's language.
  if (key.data !== undefined) outbox.addPress(message.id, key.data);
  else if (key.copy !== undefined) copy(key.copy);
  else outbox.addText(key.text);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notices.toast(t("copied"));
  } catch {
    notices.alertBox(text); // Not allowed, or no TLS: there it is, to be copied by hand.
  }
}

const pageOf = (state) => ({ messages: state.messages, more: state.more ?? state.messages.length >= PAGE });

let conversation = null; // the chat's id, once it is known
let connection = null;

async function begin() {
  setUpHeader((chosen) => {
    if (transcript.size) outbox.addText(`/language ${chosen}`);
  });
  byId("start").addEventListener("click", () => {
    outbox.addText("/start");
    composer.focus();
  });
  onOtherTab((name) => name === "chat" && recall("chat") !== conversation && location.reload());
  sendStartPayload();
  await readConversation();
  composer.focus();
}

/** A link such as /chat?start=PAYLOAD sends its payload once; the address then no longer shows it. */
function sendStartPayload() {
  const payload = new URLSearchParams(location.search).get("start");
  if (payload === null) return;
  if (/^[\w-]{1,64}$/.test(payload)) outbox.addText(`/start ${payload}`);
  history.replaceState(null, "", location.pathname);
}

async function readConversation() {
  const state = await untilAnswered(() => api.fetchState());
  if (!state) return;
  conversation = state.chat.id;
  remember("chat", conversation);
  const { messages, more } = pageOf(state);
  transcript.replace(messages, more);
  commands.set(state.commands ?? []);
  byId("loading").hidden = true;
  const strays = outbox.openFor(conversation);
  if (strays.length) composer.giveBack(strays.join("\n"));
  transcript.showUnsent(outbox.items());
  showWelcome();
  listenAfter(state.seq);
}

function listenAfter(seq) {
  if (connection) connection.resumeAfter(seq);
  else connection = new Connection(seq, { onEvent, onStatus, onLost });
  connection.start();
}

/** Try until the server answers; gives undefined when it does not know this browser. */
async function untilAnswered(ask) {
  for (let wait = 500; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    try {
      return await ask();
    } catch (failure) {
      if (!(failure instanceof api.Failure)) throw failure;
      if (failure.session) return sessionLost();
      notices.lineIs("waiting");
      await new Promise((resolve) => setTimeout(resolve, Math.max(wait, failure.retryAfter * 1000)));
    }
  }
}

function onStatus(status) {
  notices.lineIs(status);
  if (status === "open") outbox.wake();
}

function onLost(status) {
  if (status === 401) sessionLost();
  else readConversation();
}

function onEvent(name, data) {
  switch (name) {
    case "message":
      transcript.show(data);
      showWelcome();
      if (data.from === "bot") {
        transcript.wakeKeys();
        notices.saysTyping(false);
        notices.cameUnseen();
      }
      break;
    case "edit":
      transcript.show(data);
      transcript.wakeKeys();
      break;
    case "delete":
      transcript.remove(data.id);
      break;
    case "typing":
      transcript.typing(true);
      notices.saysTyping(true);
      break;
    case "toast":
      transcript.wakeKeys();
      if (data.text) (data.alert ? notices.alertBox : notices.toast)(data.text);
      break;
    case "commands":
      commands.set(data.commands ?? data);
      break;
    case "language":
      speak(data.language).catch(reportError);
      break;
  }
}

/** The server does not know this browser: a new page brings a new cookie. Once, since it may be refused (no cookies). */
function sessionLost() {
  const last = recall("reloaded") ?? 0;
  if (Date.now() - last < 60_000) {
    notices.lineIs("ended");
    return;
  }
  remember("reloaded", Date.now());
  location.reload();
}

function showWelcome() {
  if (conversation === null) return;
  byId("welcome").hidden = transcript.size > 0 || outbox.items().length > 0;
}

begin();
