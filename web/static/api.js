// The gateway's public API: one function for each call, and one kind of failure that says whether to try again.

/** Statuses after which the same call may succeed; 0 stands for no answer at all. */
const AGAIN = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/** A call that did not succeed. `again`: the same call may succeed later; `session`: the cookie is not known (any more). */
export class Failure extends Error {
  constructor({ status = 0, message = "", retryAfter = 0 }) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter; // seconds
    this.session = status === 401;
    this.again = AGAIN.has(status);
  }
}

const HEADERS = { "X-Quicksilver": "1", Accept: "application/json" };
const PATIENCE = 30_000; // ms until a call without an answer counts as failed

async function call(path, { method = "GET", body } = {}) {
  let response;
  let answer;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? HEADERS : { ...HEADERS, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.text();
  } catch {
    throw new Failure({}); // No network, or no answer in time: nothing is known of the outcome.
  }
  return read(response.status, answer, response.headers.get("Retry-After"));
}

function read(status, text, retryAfter) {
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    // A proxy's own error page, say: the status tells enough.
  }
  if (status >= 200 && status < 300 && answer !== null) return answer;
  throw new Failure({
    status: status < 300 ? 0 : status,
    message: answer?.error?.message ?? "",
    retryAfter: Number(retryAfter) || 0,
  });
}

const post = (path, body) => call(path, { method: "POST", body });

/** The conversation: its newest messages, or with `before` (a message id) a page of older ones. */
export const fetchState = (before) => call(before === undefined ? "/chat/state" : `/chat/state?before=${before}`);

/** Send a text; `clientId` makes repeating it harmless. */
export const sendText = (text, clientId) => post("/chat/messages", { text, client_id: clientId });

/** Change one of one's own messages. */
export const editText = (messageId, text) => post(`/chat/messages/${messageId}`, { text });

/** Press a button under a message of the bot. */
export const press = (messageId, data, clientId) =>
  post("/chat/press", { message_id: messageId, data, client_id: clientId });

/** Tell the server which language the page speaks. */
export const tellLanguage = (language) => post("/chat/language", { language });

/** The page's own sentences in a language. */
export const fetchTexts = (language) => call(`/chat/texts.json?language=${encodeURIComponent(language)}`);

/** Forget this device: the server gives it a new, empty conversation. */
export const leave = () => post("/chat/leave", {});

/** Send a file; `onProgress` is told the part sent, from 0 to 1. XMLHttpRequest, since fetch does not report that. */
export function sendFile(file, caption, clientId, onProgress) {
  const form = new FormData();
  form.append("client_id", clientId);
  form.append("caption", caption);
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence;
    const watch = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), PATIENCE);
    };
    request.open("POST", "/chat/files");
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      watch();
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onloadend = () => {
      clearTimeout(silence);
      try {
        if (request.status === 0) throw new Failure({});
        resolve(read(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      } catch (failure) {
        reject(failure);
      }
    };
    watch();
    request.send(form);
  });
}
