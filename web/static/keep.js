// What this browser keeps: small things in localStorage (shared by all tabs), files in IndexedDB.
// Where storage is forbidden or full, both fall back to this tab's memory, so that writing always works.

const PREFIX = "quicksilver.";
const memory = new Map();

/** The value kept under a name, or null. */
export function recall(name) {
  if (memory.has(name)) return memory.get(name);
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? null : JSON.parse(kept);
  } catch {
    return null; // Storage is forbidden, or holds what an older page wrote.
  }
}

/** Keep a value (anything JSON can hold) under a name. */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    memory.delete(name);
  } catch {
    memory.set(name, value);
  }
}

/** Keep nothing under a name any more. */
export function forget(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Storage is forbidden: there is nothing in it to remove.
  }
}

/** All names that begin with `start`, sorted. */
export function namesFrom(start) {
  const names = new Set([...memory.keys()].filter((name) => name.startsWith(start)));
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX + start)) names.add(key.slice(PREFIX.length));
    }
  } catch {
    // Storage is forbidden: what memory holds is all there is.
  }
  return [...names].sort();
}

/** Call back with the name whenever another tab keeps or forgets something. */
export function onOtherTab(tell) {
  addEventListener("storage", (event) => {
    if (event.key === null) tell("");
    else if (event.key.startsWith(PREFIX)) tell(event.key.slice(PREFIX.length));
  });
}

const filesInMemory = new Map();

/** Keep a file until it is sent: it survives a reload, and another tab can send it. */
export async function keepFile(id, file) {
  filesInMemory.set(id, file);
  await inFiles("readwrite", (store) => store.put(file, id));
}

/** The file kept under an id, or undefined. */
export async function keptFile(id) {
  return filesInMemory.get(id) ?? (await inFiles("readonly", (store) => store.get(id)));
}

/** Keep this file no longer. */
export async function dropFile(id) {
  filesInMemory.delete(id);
  await inFiles("readwrite", (store) => store.delete(id));
}

/** Keep no file at all any more. */
export async function dropFiles() {
  filesInMemory.clear();
  await inFiles("readwrite", (store) => store.clear());
}

async function inFiles(mode, ask) {
  try {
    const database = await answer(Object.assign(indexedDB.open("quicksilver", 1), {
      onupgradeneeded: (event) => event.target.result.createObjectStore("files"),
    }));
    try {
      return await answer(ask(database.transaction("files", mode).objectStore("files")));
    } finally {
      database.close();
    }
  } catch {
    return undefined; // No IndexedDB (a private window, say): memory holds the file while this tab lives.
  }
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
