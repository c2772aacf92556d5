// Where the conversation is scrolled to: who reads the end stays at the end, who reads above is not torn away.

import { byId } from "./dom.js";
import { t } from "./language.js";

const NEAR = 120; // px from an end that still count as being there

/** The scrolled part of the page. `onTop()` is called when its beginning comes near. */
export class Scrolling {
  #box = byId("scroller");
  #jump = byId("newest");
  #staysAtEnd = true;
  #onTheWay = false; // A smooth scroll to the end takes longer than the bot's reply: it counts as being there.
  #lastTop = 0;

  constructor(onTop) {
    this.#box.addEventListener("scroll", () => {
      // The way to the end leads down: whoever moves up meanwhile has left it.
      if (this.#box.scrollTop < this.#lastTop || this.#fromEnd() < 1) this.#onTheWay = false;
      this.#lastTop = this.#box.scrollTop;
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
    return this.#onTheWay || this.#fromEnd() < NEAR;
  }

  toEnd(behavior = "smooth") {
    this.#onTheWay = behavior === "smooth" && this.#fromEnd() >= 1;
    this.#lastTop = this.#box.scrollTop; // Less than before, where something below was taken away.
    this.#box.scrollTo({ top: this.#box.scrollHeight, behavior });
  }

  /** To a new message: to the end, but a message longer than the screen is read from its beginning. */
  follow(row) {
    const end = this.#box.scrollHeight - this.#box.clientHeight;
    const beginning = row.offsetTop - 12;
    if (beginning >= end) return this.toEnd();
    this.#onTheWay = false;
    this.#box.scrollTo({ top: beginning, behavior: "smooth" });
  }

  #fromEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight;
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
