// Uploads over plain HTTP: over the circuit 200 MB took 14 s instead of 1 s, and folders lost their paths.
// The files live in this module, so that moving between pages does not stop an upload.
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

// The first answer names the run; later requests join it, so that one upload is one line on the jobs page.
function post(collection, batch, onProgress, state) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const item of batch) form.append("file", item.file, item.path);
    const request = new XMLHttpRequest();
    state.request = request;
    request.open("POST", `/api/collections/${collection}/files${state.run ? `?run=${state.run}` : ""}`);
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => request.status < 300 ? resolve(JSON.parse(request.responseText)) : reject(reason(request));
    request.onerror = () => reject("");
    request.onabort = () => reject("aborted");
    request.send(form);
  });
}

function reason(request) {
  try {
    const problem = JSON.parse(request.responseText);
    return problem.detail || problem.title || "";
  } catch {
    return "";
  }
}

const warn = (event) => { event.preventDefault(); };

// Returns at once; the server hears of the rest through Progress and Finished.
export function start(collection, server) {
  send(collection, server);
}

async function send(collection, server) {
  const files = pending;
  pending = [];
  const state = { canceled: false };
  current = state;
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  let sent = 0;
  let done = 0;
  let told = 0;
  const tell = (now) => {
    if (performance.now() - told < 250) return;
    told = performance.now();
    server.invokeMethodAsync("Progress", Math.min(bytes, Math.round(sent + now)), bytes, done, files.length);
  };
  addEventListener("beforeunload", warn);
  let problem = "";
  let failed = 0;
  try {
    for (const batch of batches(files)) {
      if (state.canceled) break;
      const size = batch.reduce((sum, { file }) => sum + file.size, 0);
      try {
        const taken = await post(collection, batch, tell, state);
        state.run = taken.run;
        const refused = taken.files.filter((file) => file.problem);
        done += taken.files.length - refused.length;
        failed += refused.length;
        if (refused.length > 0) problem = `${refused[0].path}: ${refused[0].problem}`;
      } catch (error) {
        if (error === "aborted") break;
        failed += batch.length;
        problem = String(error);
      }
      sent += size;
      tell(0);
    }
  } finally {
    removeEventListener("beforeunload", warn);
    current = null;
  }
  await server.invokeMethodAsync("Finished", done, failed, problem, state.canceled);
}

export function cancel() {
  if (!current) return;
  current.canceled = true;
  current.request?.abort();
}
