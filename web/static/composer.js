// Where the person writes: a field that grows, its draft, its counter, and the change of a message already sent.

import { byId } from "./dom.js";
import { number, onLanguage, t } from "./language.js";
import { onOtherTab, recall, remember } from "./keep.js";

const LIMIT = 20_000; // characters; the gateway splits what is longer than one message
const CAPTION_LIMIT = 1024; // of a file, by the Bot API
const NEAR_LIMIT = 1_000; // characters left when the counter appears
const DRAFT = "draft";

/** No keyboard with a Shift to hold: there, Enter begins a new line and the button sends. */
export const isTouch = () => matchMedia("(hover: none) and (pointer: coarse)").matches;

/** `actions`: `send(text)`, `saveEdit(message, text)`, `lastOwn()`; `attachments` and `commands` stand beside the field. */
export class Composer {
  #field = byId("text");
  #actions;
  #attachments;
  #commands;
  #edited = null; // the message being changed
  #saving;

  constructor(actions, attachments, commands) {
    this.#actions = actions;
    this.#attachments = attachments;
    this.#commands = commands;
    this.#field.enterKeyHint = isTouch() ? "enter" : "send";
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("cancel-edit").addEventListener("click", () => this.#endEdit());
    onOtherTab((name) => name === DRAFT && !document.hasFocus() && this.#showDraft());
    onLanguage(() => this.#count());
    this.#showDraft();
  }

  focus() {
    if (!isTouch()) this.#field.focus({ preventScroll: true });
  }

  /** Give a text back to be sent differently: above whatever is being written. */
  giveBack(text) {
    this.#write([text, this.#field.value].filter(Boolean).join("\n"));
    this.#field.focus();
  }

  /** Change a message already sent; what was being written waits as the draft. */
  edit(message) {
    clearTimeout(this.#saving);
    if (!this.#edited) remember(DRAFT, this.#field.value);
    this.#mark(message);
    byId("editing").hidden = false;
    this.#nameSend("save");
    this.#write(message.text);
    this.#field.focus();
  }

  #endEdit() {
    this.#mark(null);
    byId("editing").hidden = true;
    this.#nameSend("send");
    this.#showDraft();
    this.#field.focus();
  }

  #mark(message) {
    document.querySelector(".row.marked")?.classList.remove("marked");
    this.#edited = message;
    const row = message && byId(`message-${message.id}`);
    row?.classList.add("marked");
    row?.scrollIntoView({ block: "nearest" });
  }

  #submit() {
    const text = this.#field.value.trim();
    if (length(text) > LIMIT) {
      this.#field.focus();
      return;
    }
    this.#commands.close();
    if (this.#edited) {
      if (text && text !== this.#edited.text) this.#actions.saveEdit(this.#edited, text);
      this.#endEdit();
      return;
    }
    const files = this.#attachments.take();
    if (!text && !files.length) return;
    const caption = files.length && length(text) <= CAPTION_LIMIT ? text : "";
    files.forEach((file, index) => this.#actions.sendFile(file, index === 0 ? caption : ""));
    if (text && !caption) this.#actions.send(text);
    this.#write("");
    remember(DRAFT, "");
    this.#field.focus();
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // Enter ends the choice of a sign, in Chinese say.
    if (this.#commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && !isTouch()) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.#edited) {
      this.#endEdit();
    } else if (event.key === "ArrowUp" && !this.#field.value && !this.#edited) {
      const last = this.#actions.lastOwn().at(-1);
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  #changed() {
    this.#field.dir = this.#field.value ? "auto" : ""; // Empty, it shows its placeholder, in the page's direction.
    this.#grow();
    this.#count();
    if (this.#edited) return;
    this.#commands.filter(this.#field.value);
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => remember(DRAFT, this.#field.value), 200);
  }

  #showDraft() {
    this.#write(recall(DRAFT) ?? "");
  }

  /** Put a text into the field; a command chosen from the menu clears it so. */
  #write(text) {
    if (this.#field.value !== text) this.#field.value = text;
    this.#changed();
  }

  /** Empty the field, when what it held has been sent in another way. */
  clear() {
    this.#write("");
    remember(DRAFT, "");
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`; // CSS holds it to a part of the screen.
  }

  #count() {
    const left = LIMIT - length(this.#field.value.trim());
    const counter = byId("counter");
    counter.hidden = left > NEAR_LIMIT;
    counter.classList.toggle("over", left < 0);
    counter.textContent = left < 0 ? t("characters_over", { n: number(-left) }) : t("characters_left", { n: number(left) });
    this.#field.setAttribute("aria-invalid", String(left < 0));
    byId("send").setAttribute("aria-disabled", String(left < 0));
  }

  #nameSend(name) {
    const send = byId("send");
    send.dataset.label = send.dataset.title = name;
    send.title = t(name);
    send.setAttribute("aria-label", t(name));
    send.firstElementChild.firstElementChild.setAttribute("href", name === "save" ? "#icon-tick" : "#icon-send");
  }
}

/** Characters as the server counts them: a sign outside the basic plane is one. */
function length(text) {
  return text.length <= LIMIT / 2 ? text.length : [...text].length;
}
