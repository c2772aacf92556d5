// The header's controls: language, light or dark, and the short list behind "more".

import * as api from "./api.js";
import { byId } from "./dom.js";
import { dropFiles, forget, namesFrom } from "./keep.js";
import { onLanguage, showChoice, speak, t } from "./language.js";
import { toast } from "./notices.js";

/** Set the header up; `languageChosen(code)` is called when the person, in this tab, chose another language. */
export function setUpHeader(languageChosen) {
  setUpLanguage(languageChosen);
  setUpTheme();
  setUpMore();
}

function setUpLanguage(languageChosen) {
  const list = byId("language");
  showChoice(); // A reload may have kept the browser's own idea of the choice.
  list.addEventListener("change", async () => {
    const chosen = list.value;
    if (await spoke(chosen)) languageChosen(chosen);
  });
}

/** Change the page's language, on the server (which tells the other tabs) and here; says so when that does not succeed. */
export async function spoke(code) {
  try {
    await api.tellLanguage(code);
    await speak(code);
    return true;
  } catch (failure) {
    if (!(failure instanceof api.Failure)) throw failure;
    showChoice();
    toast(failure.message || t("something_wrong"));
    return false;
  }
}

function setUpTheme() {
  const button = byId("theme");
  const current = () => document.documentElement.dataset.theme;
  const name = () => {
    const label = current() === "dark" ? "theme_light" : "theme_dark";
    button.dataset.label = button.dataset.title = label;
    button.title = t(label);
    button.setAttribute("aria-label", t(label));
  };
  button.addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("themechoice", { detail: current() === "dark" ? "light" : "dark" }));
    name();
  });
  document.addEventListener("themechange", name);
  onLanguage(name);
  name();
}

function setUpMore() {
  const button = byId("more");
  const list = byId("more-list");
  const open = (isOpen) => {
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => open(list.hidden));
  document.addEventListener("pointerdown", (event) => !event.target.closest(".more") && open(false));
  button.parentElement.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !button.parentElement.contains(event.relatedTarget)) open(false);
  });
  button.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    open(false);
    button.focus();
  });
  byId("print").addEventListener("click", () => {
    open(false);
    print();
  });
  const dialog = byId("leave-dialog");
  byId("leave").addEventListener("click", () => {
    open(false);
    dialog.returnValue = "";
    dialog.showModal();
  });
  dialog.addEventListener("close", () => dialog.returnValue === "leave" && forgetDevice());
}

async function forgetDevice() {
  try {
    await api.leave();
  } catch (failure) {
    if (!(failure instanceof api.Failure)) throw failure;
    toast(failure.message || t("something_wrong"));
    return;
  }
  await dropFiles();
  namesFrom("").filter((name) => name !== "theme").forEach(forget);
  location.replace("/chat");
}
