// Making elements: the few lines that stand in for a template library, and the whitelist for the bot's formatted text.

/** The element with this id; the template holds every id the script asks for. */
export const byId = (id) => document.getElementById(id);

/** An element with attributes (`on…` attaches a listener, false and null leave out) and children. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A decorative icon of the set that the page brings along. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

const ALLOWED = new Map([
  ["B", "b"], ["STRONG", "b"], ["I", "i"], ["EM", "i"], ["U", "u"], ["INS", "u"], ["S", "s"], ["DEL", "s"], ["STRIKE", "s"],
  ["CODE", "code"], ["PRE", "pre"], ["BLOCKQUOTE", "blockquote"], ["BR", "br"],
]);
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

/**
 * The bot's formatted text as nodes. The server has sanitised it already; here only what is on the list is built anew,
 * without attributes, so that nothing else can ever reach the page.
 */
export function formatted(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  copyAllowed(parsed.body, fragment);
  return fragment;
}

function copyAllowed(from, to) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      appendText(to, child.data);
    } else if (child.nodeType === Node.ELEMENT_NODE && !["SCRIPT", "STYLE", "TEMPLATE"].includes(child.tagName)) {
      const copy = allowedCopy(child);
      copyAllowed(child, copy ?? to);
      if (copy) to.append(copy);
    }
  }
}

function allowedCopy(element) {
  const tag = ALLOWED.get(element.tagName);
  if (tag) return make(tag);
  const address = element.tagName === "A" ? (element.getAttribute("href") ?? "").trim() : "";
  if (!SAFE_LINK.test(address)) return null;
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" });
}

/** What the bot draws as a progress bar, in any language: a run of full and empty cells. */
const CELLS = /[▰▱]{3,}/u;

/** Text, where a run of ▰▱ becomes drawn cells: not every device has the signs, and read aloud they are noise. */
function appendText(to, text) {
  const run = CELLS.exec(text);
  if (!run) {
    to.append(text);
    return;
  }
  const cells = [...run[0]].map((cell) => make("span", { class: cell === "▰" ? "cell full" : "cell" }, cell));
  to.append(text.slice(0, run.index), make("span", { class: "cells", "aria-hidden": "true" }, ...cells));
  appendText(to, text.slice(run.index + run[0].length));
}

/** How far a message says one is: `{percent, label}`, the label being the line at the bar; null without a bar. */
export function progressIn(text) {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => CELLS.test(line));
  if (at < 0) return null;
  const [run] = CELLS.exec(lines[at]);
  const full = [...run].filter((cell) => cell === "▰").length;
  const beside = lines[at].replace(run, "").replace(/^[\s·|—–-]+|[\s·|—–-]+$/gu, "");
  const above = lines.slice(0, at).findLast((line) => line.trim()) ?? "";
  return { percent: Math.round((100 * full) / run.length), label: /\p{L}/u.test(beside) ? beside : above.trim() };
}

const SCRIPTS = [["ar", /\p{Script=Arabic}/gu], ["zh", /\p{Script=Han}/gu], ["ru", /\p{Script=Cyrillic}/gu]];

/** The language a text's letters speak for ("ar", "zh", "ru"), else null: Latin letters serve several. */
export function languageOf(text) {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, letter] of SCRIPTS) {
    if ((text.match(letter)?.length ?? 0) * 3 > letters) return language;
  }
  return null;
}
