// One message as it stands in the conversation: its text, its file, its buttons, its time.

import { formatted, icon, languageOf, make } from "./dom.js";
import { clock, fileSize, t } from "./language.js";

/** A command's payload may be a personal key: the conversation shows the command alone. */
const shownText = (text) => text.replace(/^(\/start)\s+\S+$/u, "$1");

/** The element of a stored message. `actions`: `press(message, button)`, `edit(message)`. */
export function bubble(message, actions) {
  const side = message.from === "me" ? "me" : "bot";
  const row = make("article", { class: `row ${side}`, id: `message-${message.id}` });
  row.append(make("div", { class: "bubble" },
    speaker(side),
    message.file ? attachment(message.file) : null,
    body(message),
    meta(message, side === "me" && actions.canEdit(message) ? actions : null)));
  const keys = keyboard(message, actions);
  if (keys) row.append(keys);
  return row;
}

/** The element of what is not confirmed yet. `actions`: `change(item)`, `remove(item)`. */
export function unsentBubble(item, actions) {
  const text = item.kind === "file" ? item.caption : item.text;
  const state = item.refused ? "refused" : item.late ? "late" : "sending";
  const row = make("article", { class: `row me unsent ${state}`, "data-item": item.id });
  row.append(make("div", { class: "bubble" },
    speaker("me"),
    item.kind === "file" ? fileLine(item.name, item.size) : null,
    item.kind === "file" && !item.refused ? make("progress", { max: "1", value: "0", "aria-label": item.name }) : null,
    text ? make("div", { class: "body", dir: "auto" }, shownText(text)) : null,
    unsentMeta(item, state, actions)));
  return row;
}

function unsentMeta(item, state, actions) {
  if (state === "sending") return make("p", { class: "meta" }, icon("clock"), say("sending"));
  if (state === "late") {
    return make("p", { class: "meta" }, icon("clock"), say("not_sent_yet"), button("remove", () => actions.remove(item)));
  }
  const gone = item.kind === "file" && item.refused === true;
  return make("p", { class: "meta" }, icon("alert"),
    gone ? say("file_gone") : typeof item.refused === "string" ? make("span", { dir: "auto" }, item.refused) : say("not_sent"),
    item.kind === "file" ? null : button("change", () => actions.change(item)),
    button("remove", () => actions.remove(item)));
}

const say = (name) => make("span", { "data-text": name }, t(name));
const button = (name, onclick) => make("button", { type: "button", class: "link", "data-text": name, onclick }, t(name));

function speaker(side) {
  return make("span", { class: "quiet" }, side === "me" ? say("me") : "Quicksilver", ": ");
}

function body(message) {
  if (!message.text) return null;
  const language = languageOf(message.text);
  // The bot's text runs as its letters do; "auto" would let one Latin name at its start turn an Arabic text around.
  const dir = message.from === "bot" && language === "ar" ? "rtl" : "auto";
  const content = message.from === "me" ? shownText(message.text) : formatted(message.html);
  return make("div", { class: "body", dir, lang: language }, content);
}

function meta(message, editing) {
  return make("p", { class: "meta" },
    editing ? make("button", {
      type: "button", class: "pencil", "aria-label": t("edit"), title: t("edit"), "data-label": "edit",
      "data-title": "edit", onclick: () => editing.edit(message),
    }, icon("pencil")) : null,
    message.edited && message.from === "me" ? make("span", { "data-text": "edited" }, t("edited")) : null,
    make("time", { datetime: message.at, "data-clock": true }, clock(message.at)));
}

function attachment(file) {
  if (!/^image\/(png|jpeg)$/.test(file.mime ?? "")) return fileLine(file.name, file.size, file.url);
  const picture = make("img", {
    src: file.url, alt: file.name || t("picture"), width: file.width, height: file.height, loading: "lazy", decoding: "async",
  });
  return make("a", { class: "picture", href: file.url, target: "_blank", rel: "noopener" }, picture);
}

function fileLine(name, size, url) {
  const inside = [icon("file"), make("span", { class: "file-name" }, make("bdi", {}, name)),
    make("span", { class: "file-size" }, fileSize(size))];
  if (!url) return make("p", { class: "file" }, ...inside);
  return make("a", { class: "file", href: url, download: name, "aria-label": t("download", { name }) }, ...inside);
}

function keyboard(message, actions) {
  const rows = (message.buttons ?? []).filter((row) => row.length);
  if (!rows.length) return null;
  const lines = rows.map((row) => make("div", { class: "keys" }, ...row.map((key) => keyOf(key, message, actions))));
  return make("div", { class: "keyboard", role: "group", "aria-label": t("choices"), "data-label": "choices" }, ...lines);
}

function keyOf(key, message, actions) {
  const label = make("span", { dir: "auto" }, key.text);
  if (key.url) {
    if (!/^(https?:|tg:|mailto:)/i.test(key.url)) return null;
    return make("a", { class: "key", href: key.url, target: "_blank", rel: "noopener noreferrer" }, label, icon("external"),
      make("span", { class: "quiet", "data-text": "opens_new_tab" }, t("opens_new_tab")));
  }
  const onclick = (event) => {
    if (event.currentTarget.getAttribute("aria-disabled") !== "true") actions.press(message, key);
  };
  return make("button", {
    type: "button", class: "key", "data-message": message.id, "data-key": key.data ?? key.text, onclick,
  }, label);
}
