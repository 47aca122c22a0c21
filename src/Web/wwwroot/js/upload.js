// Uploads over plain HTTP: over the circuit 200 MB took 14 s instead of 1 s, and folders lost their paths.
// The files live in this module, so that moving between pages does not stop an upload.
import { call, largeFile, sendInPieces, untilItWorks } from "./upload-pieces.js";

const batchFiles = 200;
const batchBytes = 200 * 1024 * 1024;
let pending = [];
let current = null;

const path = (file) => file.relativePath || file.webkitRelativePath || file.name;
const summary = () => ({ files: pending.length, bytes: pending.reduce((sum, { file }) => sum + file.size, 0) });

export function choose(input) {
  pending = [...input.files].map((file) => ({ file, path: path(file) }));
  input.value = "";
  return summary();
}

export const clear = () => { pending = []; };

async function walk(entry, prefix, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: prefix + entry.name });
  } else if (entry.isDirectory) {
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) break;
      for (const child of entries) await walk(child, `${prefix}${entry.name}/`, found);
    }
  }
}

export function dropZone(zone, server) {
  let depth = 0;
  const files = (event) => event.dataTransfer?.types.includes("Files");
  const enter = (event) => { if (files(event)) { event.preventDefault(); depth++; zone.classList.add("over"); } };
  const over = (event) => { if (files(event)) event.preventDefault(); };
  const leave = (event) => { if (files(event) && --depth <= 0) { depth = 0; zone.classList.remove("over"); } };
  const drop = async (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth = 0;
    zone.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = [];
    for (const entry of entries) await walk(entry, "", found);
    pending = found;
    if (found.length > 0) await server.invokeMethodAsync("DroppedAsync", summary());
  };
  const on = { dragenter: enter, dragover: over, dragleave: leave, drop };
  for (const [name, handler] of Object.entries(on)) document.addEventListener(name, handler);
  return { dispose: () => { for (const [name, handler] of Object.entries(on)) document.removeEventListener(name, handler); } };
}

function* batches(files) {
  let batch = [];
  let bytes = 0;
  for (const item of files) {
    if (batch.length > 0 && (batch.length >= batchFiles || bytes + item.file.size > batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += item.file.size;
  }
  if (batch.length > 0) yield batch;
}

// The first answer names the run; later requests join it, so that one upload is one line on the jobs page. Sent twice, a file is the same
// file: a batch whose answer was lost is simply sent again.
function post(collection, batch, onProgress, state) {
  return untilItWorks(() => {
    const form = new FormData();
    for (const item of batch) form.append("file", item.file, item.path);
    return call("POST", `/api/collections/${collection}/files${state.run ? `?run=${state.run}` : ""}`, form, {}, state, onProgress);
  }, state);
}

const warn = (event) => { event.preventDefault(); };

// The page of a server that was restarted is dead, but this module still sends: a bar of its own says so (shell.js waits for the end).
function show(state, share) {
  const bar = document.getElementById("upload-state");
  const lost = document.getElementById("components-reconnect-modal")?.className.includes("components-reconnect-");
  bar.hidden = !(state.isWaiting || lost);
  bar.textContent = bar.dataset[state.isWaiting ? "waiting" : "sending"].replace("{0}", Math.floor(share * 100));
}

// A dead circuit hears nothing; that must not end the upload.
const say = (server, method, ...values) => server.invokeMethodAsync(method, ...values).catch(() => {});

// Returns at once; the server hears of the rest through Progress and Finished.
export function start(collection, server) {
  send(collection, server);
}

async function send(collection, server) {
  const files = pending;
  pending = [];
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  let sent = 0;
  let done = 0;
  let failed = 0;
  let problem = "";
  let told = 0;
  let now = 0;
  const tell = (loaded, always) => {
    now = loaded;
    if (!always && performance.now() - told < 250) return;
    told = performance.now();
    const arrived = Math.min(bytes, Math.round(sent + now));
    show(state, bytes === 0 ? 1 : arrived / bytes);
    say(server, "Progress", arrived, bytes, done, files.length, state.isWaiting);
  };
  const state = {
    canceled: false,
    isWaiting: false,
    waiting(is) {
      if (this.isWaiting === is) return;
      this.isWaiting = is;
      tell(now, true);
    },
  };
  current = state;
  const refuse = (count, why) => { failed += count; problem = why || problem; };
  const take = (file) => file.problem ? refuse(1, `${file.path}: ${file.problem}`) : done++;
  const tryOut = async (items, act) => {
    if (state.canceled) return;
    try {
      (await act()).forEach(take);
    } catch (error) {
      if (error !== "aborted") refuse(items.length, String(error));
    }
    sent += items.reduce((sum, { file }) => sum + file.size, 0);
    tell(0);
  };
  addEventListener("beforeunload", warn);
  document.documentElement.dataset.uploading = "";
  try {
    for (const batch of batches(files.filter(({ file }) => file.size <= largeFile))) {
      await tryOut(batch, async () => {
        const taken = await post(collection, batch, tell, state);
        state.run = taken.run;
        return taken.files;
      });
    }
    for (const item of files.filter(({ file }) => file.size > largeFile)) {
      await tryOut([item], async () => [await sendInPieces(collection, item, tell, state)]);
    }
  } finally {
    removeEventListener("beforeunload", warn);
    current = null;
    document.getElementById("upload-state").hidden = true;
    delete document.documentElement.dataset.uploading;
    document.dispatchEvent(new Event("upload-ended"));
  }
  say(server, "Finished", done, failed, problem, state.canceled);
}

export function cancel() {
  if (!current) return;
  current.canceled = true;
  current.request?.abort();
  current.wake?.();
}
