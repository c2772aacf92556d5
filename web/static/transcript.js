// The conversation on the page: messages in their order with days between them, and below them what is unsent.

import { bubble, unsentBubble } from "./bubble.js";
import { byId, make, progressIn } from "./dom.js";
import { day } from "./language.js";
import { Scrolling } from "./scrolling.js";

const EDITABLE = 5; // of one's own newest texts
const ANSWER_WAIT = 3000; // ms that pressed buttons rest at most
const TYPING_LASTS = 6000; // ms; the bot renews the sign every five seconds

/**
 * `actions`: what the buttons do (`press(message, key)`, `edit(message)`, `change(item)`, `remove(item)`), and
 * `older(beforeId)`, which gives `{messages, more}`.
 */
export class Transcript {
  #messages = new Map(); // id → message, in their order
  #arrived = new Set(); // client ids of what the stream has brought before its own call was answered
  #more = false;
  #fetching = false;
  #pressed = new Set(); // ids of messages with a press on its way
  #resting = new Set(); // ids of messages whose press has arrived, and the bot has not answered yet
  #actions;
  #list = byId("messages");
  #log = byId("log");
  #scrolling = new Scrolling(() => this.showEarlier());
  #typingEnds;
  #quietEnds;

  constructor(actions) {
    this.#actions = { ...actions, canEdit: (message) => this.lastOwn().includes(message) };
    byId("earlier").addEventListener("click", () => this.showEarlier());
  }

  get size() {
    return this.#messages.size;
  }

  /** One's own newest texts, the newest last: these can be edited. Commands cannot, they have been carried out. */
  lastOwn() {
    const isOwnText = ({ from, file, text }) => from === "me" && !file && text && !text.startsWith("/");
    return [...this.#messages.values()].filter(isOwnText).slice(-EDITABLE);
  }

  /** Show a conversation in place of what stood here; not read aloud as if it were new. */
  replace(messages, more) {
    this.#messages = new Map(messages.map((message) => [message.id, message]));
    this.#more = more;
    this.#quietly(() => this.#list.replaceChildren(...messages.map((message) => bubble(message, this.#actions))));
    this.#settle();
    this.#scrolling.toEnd("instant");
  }

  /** Messages that came before those shown, when the person scrolls up to them. */
  async showEarlier() {
    if (this.#fetching || !this.#more) return;
    this.#fetching = true;
    try {
      const { messages, more } = await this.#actions.older(Math.min(...this.#messages.keys()));
      this.#messages = new Map([...messages.map((message) => [message.id, message]), ...this.#messages]);
      this.#more = more;
      this.#scrolling.holdingPlace(() => {
        this.#quietly(() => this.#list.prepend(...messages.map((message) => bubble(message, this.#actions))));
        this.#settle();
      });
    } finally {
      this.#fetching = false;
    }
  }

  /** A message that is new, or is not what it was. */
  show(message) {
    const known = this.#messages.get(message.id);
    if (known && JSON.stringify(known) === JSON.stringify(message)) return; // The stream and the answer both bring it.
    if (message.client_id && !known) this.#arrive(message.client_id);
    this.#messages.set(message.id, message);
    if (known) this.#scrolling.stayingAtEnd(() => this.#renew(message, known));
    else this.#append(message);
  }

  remove(id) {
    this.#messages.delete(id);
    byId(`message-${id}`)?.remove();
    this.#settle();
  }

  /** What is not confirmed yet, below the messages; a press in flight rests the buttons of its message. */
  showUnsent(items) {
    this.#pressed = new Set(items.filter(({ kind }) => kind === "press").map(({ messageId }) => messageId));
    this.#markKeys();
    const shown = items.filter((item) => isShown(item) && !this.#arrived.has(item.id));
    const standing = new Map([...byId("unsent").children].map((row) => [row.dataset.state, row]));
    const rows = shown.map((item) => {
      const state = `${item.id} ${item.late} ${Boolean(item.refused)}`;
      const row = standing.get(state) ?? unsentBubble(item, this.#actions);
      row.dataset.state = state;
      return row;
    });
    const grew = rows.length > standing.size;
    this.#scrolling.stayingAtEnd(() => byId("unsent").replaceChildren(...rows));
    if (grew) this.#scrolling.toEnd();
  }

  /** A press has arrived: its message's buttons rest until the bot answers, or does not. */
  restKeys(id) {
    this.#resting.add(id);
    this.#markKeys();
    setTimeout(() => this.wakeKeys(id), ANSWER_WAIT);
  }

  /** The bot has answered: buttons can be pressed again, all or those of one message. */
  wakeKeys(id) {
    if (id === undefined) this.#resting.clear();
    else this.#resting.delete(id);
    this.#markKeys();
  }

  #markKeys() {
    for (const key of this.#list.querySelectorAll("button.key")) {
      const id = Number(key.dataset.message);
      key.setAttribute("aria-disabled", String(this.#pressed.has(id) || this.#resting.has(id)));
    }
  }

  /** How far a file has been sent, from 0 to 1. */
  showProgress(id, part) {
    const bar = byId("unsent").querySelector(`[data-item="${id}"] progress`);
    if (bar) bar.value = part;
  }

  /** The bot is writing: shown until its message comes or the sign is not renewed. */
  typing(isTyping) {
    clearTimeout(this.#typingEnds);
    if (isTyping) this.#typingEnds = setTimeout(() => this.typing(false), TYPING_LASTS);
    this.#scrolling.stayingAtEnd(() => (byId("typing").hidden = !isTyping));
  }

  /** A message above the newest one comes when a stream is resumed; its place is by its id. */
  #append(message) {
    const wasAtEnd = this.#scrolling.atEnd();
    const row = bubble(message, this.#actions);
    row.classList.add("fresh");
    const next = [...this.#messages.keys()].filter((id) => id > message.id);
    if (next.length) {
      this.#messages = new Map([...this.#messages].sort(([one], [other]) => one - other));
      byId(`message-${Math.min(...next)}`).before(row);
    } else {
      this.#list.append(row);
    }
    if (message.from === "bot") this.typing(false);
    this.#settle();
    if (wasAtEnd || message.from === "me") this.#scrolling.follow(row);
    else this.#scrolling.markUnread();
  }

  /** Put the changed message in its place; read aloud when its words changed, not when only its buttons did. */
  #renew(message, before) {
    const old = byId(`message-${message.id}`);
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const hadFocus = old.contains(document.activeElement);
    const fresh = bubble(message, this.#actions);
    if (message.text === before.text) this.#quietly(() => old.replaceWith(fresh));
    else old.replaceWith(fresh);
    this.#settle();
    if (!hadFocus) return;
    const keys = [...fresh.querySelectorAll("button.key")];
    const successor = keys.find((key) => key.dataset.key === focused) ?? keys[0] ?? fresh;
    if (successor === fresh) fresh.tabIndex = -1;
    successor.focus({ preventScroll: true });
  }

  #arrive(clientId) {
    this.#arrived.add(clientId);
    byId("unsent").querySelector(`[data-item="${clientId}"]`)?.remove();
  }

  #quietly(change) {
    this.#log.setAttribute("aria-live", "off");
    change();
    clearTimeout(this.#quietEnds);
    this.#quietEnds = setTimeout(() => this.#log.setAttribute("aria-live", "polite"), 500);
  }

  /** What depends on all messages together: days, the newest keyboard, pencils, the progress, the way to older ones. */
  #settle() {
    let today = "";
    for (const [id, { at }] of this.#messages) {
      const date = new Date(at).toDateString();
      if (date !== today) placeDay(date, at, byId(`message-${id}`));
      today = date;
    }
    const keyboards = [...this.#list.querySelectorAll(".keyboard")];
    keyboards.forEach((keyboard) => keyboard.classList.toggle("current", keyboard === keyboards.at(-1)));
    const editable = new Set(this.lastOwn().map(({ id }) => `message-${id}`));
    for (const pencil of this.#list.querySelectorAll(".pencil")) {
      if (!editable.has(pencil.closest(".row").id)) pencil.remove();
    }
    byId("earlier").hidden = !this.#more;
    this.#showWhereabouts();
  }

  /** The header's progress bar: from the bot's newest prompt that draws one, until a prompt with buttons has none. */
  #showWhereabouts() {
    let found = null;
    for (const message of [...this.#messages.values()].filter(({ from }) => from === "bot").slice(-3).reverse()) {
      found = progressIn(message.text ?? "");
      if (found || message.buttons?.length) break;
    }
    const bar = byId("progress");
    bar.hidden = byId("whereabouts").hidden = !found;
    byId("subtitle").hidden = Boolean(found);
    if (!found) return;
    bar.value = found.percent;
    bar.setAttribute("aria-valuetext", found.label || `${found.percent} %`);
    byId("whereabouts").textContent = found.label;
  }
}

/** A text, a file; a change only when it does not go through at once. */
const isShown = ({ kind, late, refused }) => kind === "text" || kind === "file" || (kind === "edit" && (late || refused));

function placeDay(date, at, row) {
  const id = `day-${date.replaceAll(" ", "-")}`;
  const line = byId(id) ?? make("p", { class: "day", id }, make("time", { datetime: at, "data-day": true }, day(at)));
  if (row.previousElementSibling !== line) row.before(line);
}
