// The page's own sentences and the formats of a language: numbers, times, days, sizes.
// Elements that bear a sentence name it (data-text, data-label, data-title, data-placeholder), so that a change of
// language reaches everything that stands on the page, what the script made included.

import { fetchTexts } from "./api.js";
import { byId } from "./dom.js";

let spoken = JSON.parse(byId("texts").textContent); // {language, dir, texts}
const listeners = [];

/** The page's language now, as a code such as "fr". */
export const language = () => spoken.language;

/** A sentence of the page by its name, its {placeholders} filled. */
export function t(name, values = {}) {
  return spoken.texts[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** Call back whenever the page's language has changed. */
export const onLanguage = (tell) => listeners.push(tell);

/** Let the whole page speak another language. Fails as `fetchTexts` does, and then changes nothing. */
export async function speak(code) {
  if (code === spoken.language) return;
  spoken = await fetchTexts(code);
  document.documentElement.lang = spoken.language;
  document.documentElement.dir = spoken.dir;
  document.title = t("page_title");
  showChoice();
  retell(document);
  listeners.forEach((tell) => tell());
}

/** Say anew whatever names a sentence, below `root`. */
function retell(root) {
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of root.querySelectorAll("[data-title]")) node.title = t(node.dataset.title);
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of root.querySelectorAll("time[data-clock]")) node.textContent = clock(node.dateTime);
  for (const node of root.querySelectorAll("time[data-day]")) node.textContent = day(node.dateTime);
}

/** Show the language's own name in the header, and choose it in the list. */
export function showChoice() {
  const list = byId("language");
  list.value = spoken.language;
  const name = byId("language-name");
  name.textContent = list.selectedOptions[0].textContent;
  name.lang = spoken.language;
}

/** The language with the device's own region, where they agree ("en-GB"): it decides between 12 and 24 hours. */
function locale() {
  return navigator.languages.find((tag) => tag.split("-")[0] === spoken.language) ?? spoken.language;
}

/** A number as the language writes it. */
export const number = (value) => new Intl.NumberFormat(locale()).format(value);

/** The time of day of an ISO moment, where the person is. */
export function clock(iso) {
  return new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** The day of an ISO moment: today, yesterday, or its date. */
export function day(iso) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
  const then = new Date(iso);
  const today = new Date();
  const past = Math.round((midnight(today) - midnight(then)) / 86_400_000);
  if (past === 0) return t("today");
  if (past === 1) return t("yesterday");
  const year = then.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", year }).format(then);
}

/** A file's size, in kilobytes or megabytes. */
export function fileSize(bytes) {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  const digits = unit === "megabyte" && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: digits }).format(value);
}
