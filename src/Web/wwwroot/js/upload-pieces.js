// One large file in pieces: what has arrived stays, so a broken connection or a restarted server costs one piece, not the file.
export const largeFile = 8 * 1024 * 1024;
const pieceBytes = 8 * 1024 * 1024;
const giveUpAfter = 60 * 60 * 1000;
const longestWait = 15000;

export function reason(request) {
  try {
    const problem = JSON.parse(request.responseText);
    return problem.detail || problem.title || "";
  } catch {
    return "";
  }
}

// 507: only a person can make room. A conflict, a busy or restarting server and a lost network pass.
const passes = (status) => status === 0 || status === 409 || status === 429 || (status >= 500 && status !== 507);

export function call(method, url, body, headers, state, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    state.request = request;
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => request.status < 300
      ? resolve(request.responseText ? JSON.parse(request.responseText) : null)
      : reject({ again: passes(request.status), status: request.status, message: reason(request) });
    request.onerror = () => reject({ again: true, status: 0, message: "" });
    request.onabort = () => reject({ again: false, status: 0, message: "aborted" });
    request.send(body);
  });
}

// Tries until it works, the person cancels, or nothing has moved for an hour; the wait doubles, and ends early when the network is back.
export async function untilItWorks(act, state) {
  let wait = 500;
  let moved = performance.now();
  for (;;) {
    try {
      const done = await act(() => { wait = 500; moved = performance.now(); state.waiting(false); });
      state.waiting(false);
      return done;
    } catch (error) {
      if (state.canceled) throw "aborted";
      if (!error.again || performance.now() - moved > giveUpAfter) throw error.message ?? String(error);
      state.waiting(true);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        const now = () => { clearTimeout(timer); removeEventListener("online", now); resolve(); };
        addEventListener("online", now);
        state.wake = now;
      });
      if (state.canceled) throw "aborted";
      wait = Math.min(longestWait, wait * 2);
    }
  }
}

/** Sends one file; resolves with what the library said about it. */
export function sendInPieces(collection, item, tell, state) {
  let session = null;
  return untilItWorks(async (moved) => {
    const json = { "Content-Type": "application/json" };
    try {
      session = session
        ? await call("GET", `/api/uploads/${session.id}`, null, {}, state)
        : await call("POST", `/api/collections/${collection}/uploads`, JSON.stringify({ path: item.path, size: item.file.size, run: state.run ?? null }), json, state);
      state.run = session.run;
      while (!session.file) {
        const from = session.offset;
        tell(from);
        session = await call(
          "PATCH", `/api/uploads/${session.id}`, item.file.slice(from, from + pieceBytes), { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) },
          state, (loaded) => tell(from + loaded));
        moved();
      }
      return session.file;
    } catch (error) {
      // Expired or dropped meanwhile: from the start.
      if (error.status === 404 && session) { session = null; throw { ...error, again: true }; }
      throw error;
    } finally {
      if (state.canceled && session && !session.file) call("DELETE", `/api/uploads/${session.id}`, null, {}, {}).catch(() => {});
    }
  }, state);
}
