// Files on their way into a message: chosen, dropped or pasted, shown above the field until they are sent.

import { byId, icon, make } from "./dom.js";
import { fileSize, t } from "./language.js";

const LARGEST = 20_000_000; // bytes; the Bot API's own limit for files a bot may fetch is 20 MB

/** `notice(sentence)` says what is wrong with a file. */
export class Attachments {
  #files = [];
  #notice;

  constructor(notice) {
    this.#notice = notice;
    const input = byId("file");
    byId("attach").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#add(input.files);
      input.value = "";
      byId("text").focus();
    });
    byId("text").addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length || event.clipboardData.getData("text/plain")) return;
      event.preventDefault();
      this.#add(event.clipboardData.files);
    });
    this.#listenForDrops();
  }

  /** The files chosen, which are then no longer here. */
  take() {
    const files = this.#files;
    this.#files = [];
    this.#render();
    return files;
  }

  #add(files) {
    for (const file of files) {
      if (file.size > LARGEST) this.#notice(t("file_too_large", { name: file.name, limit: fileSize(LARGEST) }));
      else if (file.size === 0) this.#notice(t("file_empty", { name: file.name }));
      else this.#files.push(file);
    }
    this.#render();
  }

  #render() {
    const list = byId("attached");
    list.hidden = !this.#files.length;
    list.replaceChildren(...this.#files.map((file) => {
      const name = t("detach", { name: file.name });
      const remove = () => {
        this.#files = this.#files.filter((other) => other !== file);
        this.#render();
        byId("text").focus();
      };
      return make("li", {}, icon("file"), make("bdi", {}, file.name), make("span", { class: "file-size" }, fileSize(file.size)),
        make("button", { type: "button", class: "tool", "aria-label": name, title: name, onclick: remove }, icon("close")));
    }));
  }

  #listenForDrops() {
    const overlay = byId("drop");
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    let depth = 0; // dragenter and dragleave come for every element the pointer crosses
    const leave = () => {
      depth = 0;
      overlay.hidden = true;
    };
    addEventListener("dragenter", (event) => {
      if (!hasFiles(event)) return;
      depth += 1;
      overlay.hidden = false;
    });
    addEventListener("dragleave", (event) => {
      if (hasFiles(event) && --depth <= 0) leave();
    });
    addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      leave();
      this.#add(event.dataTransfer.files);
      byId("text").focus();
    });
  }
}
