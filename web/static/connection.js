// The stream of events (Server-Sent Events) that keeps the page in step, and its return after every loss.
// Read with fetch and not EventSource: so a silent line is noticed, and the server's status is seen.

const SILENCE = 40_000; // ms; the server's heartbeat comes every 15 s
const LONGEST_WAIT = 30_000; // ms between two attempts
const HIDDEN_FOR = 5 * 60_000; // ms: a tab in the background gives its connection back, browsers allow six a host

/**
 * Listens for events after `seq` and goes on listening. `onEvent(name, data)`; `onStatus("open" | "waiting")`;
 * `onLost(status)` when the server says that this stream cannot be resumed (401: unknown session, else too old).
 */
export class Connection {
  #seq;
  #handlers;
  #abort = null;
  #wake = null;
  #failures = 0;
  #turn = 0; // counts starts and stops: a loop whose turn is over ends
  #running = false;

  constructor(seq, handlers) {
    this.#seq = seq;
    this.#handlers = handlers;
    let hiding;
    document.addEventListener("visibilitychange", () => {
      clearTimeout(hiding);
      if (document.hidden) hiding = setTimeout(() => this.stop(), HIDDEN_FOR);
      else if (this.#running) this.wake();
      else this.start();
    });
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.#abort?.abort());
  }

  /** Continue after another event, when the whole state was read anew. */
  resumeAfter(seq) {
    this.#seq = seq;
  }

  async start() {
    if (this.#running) return;
    this.#running = true;
    const turn = ++this.#turn;
    while (turn === this.#turn) {
      const status = await this.#listen();
      if (turn !== this.#turn) return;
      if (status === 401 || status === 404 || status === 410) {
        this.#running = false;
        this.#handlers.onLost(status);
        return;
      }
      this.#handlers.onStatus("waiting");
      await this.#pause();
    }
  }

  stop() {
    this.#running = false;
    this.#turn += 1;
    this.#abort?.abort();
    this.wake();
  }

  /** Try at once, if waiting for the next attempt. */
  wake() {
    this.#failures = 0;
    this.#wake?.();
  }

  /** One stream from beginning to end; gives the status of a refusal, or 0. */
  async #listen() {
    const abort = new AbortController();
    this.#abort = abort;
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENCE);
    };
    heard();
    try {
      const response = await fetch(`/chat/events?since=${this.#seq}`, {
        headers: { Accept: "text/event-stream", "Last-Event-ID": String(this.#seq) },
        cache: "no-store",
        credentials: "same-origin",
        signal: abort.signal,
      });
      if (!response.ok) return response.status;
      this.#failures = 0;
      this.#handlers.onStatus("open");
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 0;
        heard();
        const blocks = (rest + value.replaceAll("\r", "")).split("\n\n");
        rest = blocks.pop();
        blocks.forEach((block) => this.#dispatch(block));
      }
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return 0; // How fetch says "no network".
      throw error;
    } finally {
      clearTimeout(silence);
    }
  }

  #dispatch(block) {
    let name = "message";
    let id = null;
    const data = [];
    for (const line of block.split("\n")) {
      const [, field, value] = /^(\w*): ?(.*)$/su.exec(line) ?? [];
      if (field === "event") name = value;
      else if (field === "id") id = Number(value);
      else if (field === "data") data.push(value);
    }
    if (id !== null) this.#seq = Math.max(this.#seq, id);
    if (!data.length) return;
    try {
      this.#handlers.onEvent(name, JSON.parse(data.join("\n")));
    } catch (error) {
      reportError(error); // A fault in showing one event must not cost the events after it.
    }
  }

  #pause() {
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#failures) * (0.75 + Math.random() / 2);
    this.#failures += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
