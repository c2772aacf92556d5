// Where the conversation is scrolled to: who reads the end stays at the end, who reads above is not torn away.

import { byId } from "./dom.js";
import { t } from "./language.js";

const NEAR = 120; // px from an end that still count as being there

/** The scrolled part of the page. `onTop()` is called when its beginning comes near. */
export class Scrolling {
  #box = byId("scroller");
  #jump = byId("newest");
  #staysAtEnd = true;

  constructor(onTop) {
    this.#box.addEventListener("scroll", () => {
      this.#staysAtEnd = this.atEnd();
      this.#jump.hidden = this.#staysAtEnd;
      if (this.#staysAtEnd) this.#label("newest");
      if (this.#box.scrollTop < NEAR) onTop();
    }, { passive: true });
    this.#jump.addEventListener("click", () => this.toEnd());
    // A picture that loads late, a phone's keyboard that opens, a composer that grows.
    const settle = () => this.#staysAtEnd && this.toEnd("instant");
    new ResizeObserver(settle).observe(this.#box);
    this.#box.addEventListener("load", settle, true);
  }

  atEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < NEAR;
  }

  toEnd(behavior = "smooth") {
    this.#box.scrollTo({ top: this.#box.scrollHeight, behavior });
  }

  /** To a new message: to the end, but a message longer than the screen is read from its beginning. */
  follow(row) {
    const end = this.#box.scrollHeight - this.#box.clientHeight;
    this.#box.scrollTo({ top: Math.min(row.offsetTop - 12, end), behavior: "smooth" });
  }

  /** Change something, and be at the end after it if one was there before it. */
  stayingAtEnd(change) {
    const wasAtEnd = this.atEnd();
    change();
    if (wasAtEnd) this.toEnd("instant");
  }

  /** Change something above what is read, which stays where it is. */
  holdingPlace(change) {
    const fromEnd = this.#box.scrollHeight - this.#box.scrollTop;
    change();
    this.#box.scrollTo({ top: this.#box.scrollHeight - fromEnd, behavior: "instant" });
  }

  /** Say on the way back to the end that something new is there. */
  markUnread() {
    this.#label("unread");
  }

  #label(name) {
    this.#jump.classList.toggle("unread", name === "unread");
    this.#jump.dataset.label = this.#jump.dataset.title = name;
    this.#jump.title = t(name);
    this.#jump.setAttribute("aria-label", t(name));
  }
}
