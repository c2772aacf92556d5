// What the person did and the server has not confirmed yet: texts, changes, presses and files, in their order.
// Each is kept in the browser under its client id until it is confirmed, and sent again until then; the id makes
// repeating harmless. All tabs share the queue; a lock lets one of them send at a time.

import * as api from "./api.js";
import { dropFile, forget, keepFile, keptFile, namesFrom, onOtherTab, recall, remember } from "./keep.js";

const SHELF = "unsent.";
const LONGEST_WAIT = 30_000; // ms between two attempts

/** A random UUID; `crypto.randomUUID` is missing on pages served without TLS. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * Handlers: `onChange(items)` the queue is not what it was; `onSent(item, messages)` confirmed; `onProgress(id, part)` of
 * a file; `onSlow(sentence)` the server asks for patience; `onSessionLost()`.
 */
export class Outbox {
  #handlers;
  #chat = null;
  #sending = false;
  #wake = null;
  #late = new Set(); // ids that failed at least once

  constructor(handlers) {
    this.#handlers = handlers;
    onOtherTab((name) => {
      if (name !== "" && !name.startsWith(SHELF)) return;
      this.#changed();
      this.#send();
    });
    addEventListener("online", () => this.wake());
  }

  /** All that is not confirmed, oldest first; `late` when it failed at least once, `refused` when it never will. */
  items() {
    return namesFrom(SHELF).map(recall).filter(Boolean).map((item) => ({ ...item, late: this.#late.has(item.id) }));
  }

  /** Begin sending, now that the conversation is known. Gives what was written for another one, to be kept as a draft. */
  openFor(chat) {
    const strays = this.items().filter((item) => item.chat !== null && item.chat !== chat);
    strays.forEach((item) => this.remove(item));
    this.#chat = chat;
    this.#send();
    return strays.filter((item) => item.kind === "text").map((item) => item.text);
  }

  addText(text) {
    this.#add({ kind: "text", text });
  }

  addEdit(messageId, text) {
    this.#add({ kind: "edit", messageId, text });
  }

  addPress(messageId, data) {
    this.#add({ kind: "press", messageId, data });
  }

  async addFile(file, caption) {
    const id = newId();
    await keepFile(id, file);
    this.#add({ kind: "file", id, caption, name: file.name, size: file.size });
  }

  remove(item) {
    forget(item.shelf);
    this.#late.delete(item.id);
    if (item.kind === "file") dropFile(item.id);
    this.#changed();
  }

  /** Try at once, if waiting for the next attempt. */
  wake() {
    this.#wake?.();
    this.#send();
  }

  #add(content) {
    const at = Date.now();
    const id = content.id ?? newId();
    // The name sorts by time; one entry an item, so that two tabs never overwrite each other's.
    const shelf = `${SHELF}${String(at).padStart(15, "0")}.${id}`;
    remember(shelf, { ...content, id, shelf, at, chat: this.#chat });
    this.#changed();
    this.#send();
  }

  #changed() {
    this.#handlers.onChange(this.items());
  }

  async #send() {
    if (this.#sending || this.#chat === null) return;
    this.#sending = true;
    try {
      for (let failures = 0; ; ) {
        const wait = await oneTabAtATime(() => this.#sendFirst());
        if (wait === null) return;
        failures = wait === 0 ? 0 : failures + 1;
        if (wait > 0) await this.#pause(Math.max(wait * 1000, Math.min(LONGEST_WAIT, 500 * 2 ** failures)));
      }
    } finally {
      this.#sending = false;
    }
  }

  /** Send the first item that can be: gives null when there is none, else the seconds to wait at least. */
  async #sendFirst() {
    const item = this.items().find((candidate) => !candidate.refused);
    if (!item) return null;
    try {
      const answer = await this.#deliver(item);
      this.remove(item);
      this.#handlers.onSent(item, answer.messages ?? (answer.message ? [answer.message] : []));
      return 0;
    } catch (failure) {
      if (!(failure instanceof api.Failure)) throw failure;
      return this.#failed(item, failure);
    }
  }

  #failed(item, failure) {
    if (failure.session) {
      this.#handlers.onSessionLost();
      return null;
    }
    if (failure.again) {
      this.#late.add(item.id);
      if (failure.status === 429) this.#handlers.onSlow(failure.message);
      this.#changed();
      return failure.retryAfter || 0.5;
    }
    if (item.kind === "press") {
      this.remove(item); // A press on what is gone has nothing to correct.
      this.#handlers.onSlow(failure.message);
    } else {
      const { late, ...kept } = item;
      remember(item.shelf, { ...kept, refused: failure.message || true });
      this.#changed();
    }
    return 0;
  }

  async #deliver(item) {
    switch (item.kind) {
      case "text":
        return api.sendText(item.text, item.id);
      case "edit":
        return api.editText(item.messageId, item.text);
      case "press":
        return api.press(item.messageId, item.data, item.id);
      case "file": {
        const file = await keptFile(item.id);
        if (!file) throw new api.Failure({ status: 410 });
        const named = file instanceof File ? file : new File([file], item.name, { type: file.type });
        return api.sendFile(named, item.caption, item.id, (part) => this.#handlers.onProgress(item.id, part));
      }
      default:
        throw new Error(`An unknown kind of item: ${item.kind}`);
    }
  }

  #pause(wait) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait * (0.75 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Locks need TLS; without them two tabs may send the same thing, which its client id makes harmless. */
function oneTabAtATime(send) {
  return navigator.locks ? navigator.locks.request("quicksilver.outbox", send) : send();
}
