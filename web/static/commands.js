// The bot's commands: a list that opens from its button, or while a text that begins with "/" is being written.

import { byId, make } from "./dom.js";
import { number, t } from "./language.js";

/** `run(command)` is called with a chosen command such as "/letter", and whether it was being typed. */
export class Commands {
  #all = [];
  #shown = [];
  #active = -1;
  #typed = false;
  #run;
  #list = byId("command-list");
  #opener = byId("open-commands");
  #field = byId("text");

  constructor(run) {
    this.#run = run;
    this.#opener.addEventListener("click", () => (this.isOpen && !this.#typed ? this.close(true) : this.#openAll()));
    this.#list.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => {
      if (this.isOpen && !event.target.closest("#commands, #open-commands, #text")) this.close();
    });
  }

  get isOpen() {
    return !byId("commands").hidden;
  }

  /** The commands there are: `[{command, description}]`. */
  set(commands) {
    this.#all = commands;
    this.#opener.hidden = !commands.length;
    if (this.isOpen) this.close();
  }

  /** Show what a text being written may become: only for a beginning of a command. */
  filter(text) {
    if (!/^\/\w*$/u.test(text) || !this.#all.length) {
      if (this.#typed) this.close();
      return;
    }
    this.#typed = true;
    this.#show(this.#all.filter(({ command }) => `/${command}`.startsWith(text.toLowerCase())), 0);
    byId("status").textContent = t("commands_found", { n: number(this.#shown.length) });
  }

  /** Handle a key while the list is open; gives whether it was one of the list's. */
  key(event) {
    if (!this.isOpen) return false;
    const last = this.#shown.length - 1;
    switch (event.key) {
      case "ArrowDown":
        this.#activate(this.#active >= last ? 0 : this.#active + 1);
        break;
      case "ArrowUp":
        this.#activate(this.#active <= 0 ? last : this.#active - 1);
        break;
      case "Home":
      case "End":
        if (this.#typed) return false; // In a text being written they move the caret.
        this.#activate(event.key === "Home" ? 0 : last);
        break;
      case "Escape":
        this.close(true);
        break;
      case "Enter":
      case " ":
        if (event.key === " " && this.#typed) return false;
        if (this.#active < 0) return false;
        this.#choose(this.#active);
        break;
      case "Tab":
        this.close();
        return false;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close(giveFocusBack = false) {
    if (!this.isOpen) return;
    byId("commands").hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
    if (giveFocusBack && !this.#typed) this.#opener.focus();
    this.#typed = false;
  }

  #openAll() {
    this.#typed = false;
    this.#show(this.#all, 0);
    this.#list.focus({ preventScroll: true });
  }

  #show(commands, active) {
    this.#shown = commands;
    this.#list.replaceChildren(...commands.map(({ command, description }, index) =>
      make("li", { role: "option", id: `command-${command}`, "aria-selected": "false", onclick: () => this.#choose(index) },
        make("bdi", { class: "command", dir: "ltr" }, `/${command}`), make("span", { dir: "auto" }, description))));
    this.#list.hidden = !commands.length;
    byId("no-command").hidden = commands.length > 0;
    byId("commands").hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    this.#activate(commands.length ? active : -1);
  }

  #activate(index) {
    this.#active = index;
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.#list.children[index];
    for (const holder of [this.#list, this.#field]) {
      if (option) holder.setAttribute("aria-activedescendant", option.id);
      else holder.removeAttribute("aria-activedescendant");
    }
    option?.scrollIntoView({ block: "nearest" });
  }

  #choose(index) {
    const { command } = this.#shown[index];
    const typed = this.#typed;
    this.close();
    this.#field.focus({ preventScroll: true });
    this.#run(`/${command}`, typed);
  }
}
