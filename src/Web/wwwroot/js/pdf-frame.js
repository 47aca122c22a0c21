// Draws a PDF in a frame without an origin. The page that frames it hands over the bytes and says where to look; nothing is fetched but
// this server's own files. Pages are drawn when they come near, and let go of when they are far.
import { getDocument, TextLayer, VerbosityLevel } from "/lib/pdfjs/pdf.js";
// A frame without an origin may start no worker. This makes PDF.js do its work here, in the frame's own thread.
import "/lib/pdfjs/pdf.worker.js";

const lib = new URL("/lib/pdfjs/", import.meta.url).href;
const mostDrawn = 10;
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const byId = (id) => document.getElementById(id);
const [pages, strip, at] = [byId("pages"), byId("strip"), byId("at")];
const tell = (type, more) => parent.postMessage({ type, ...more }, "*");

let pdf, labels, place, sheets = [], zoom = 1, current = 1;
// The cited place is kept in sight while the pages change size, until somebody scrolls away from it.
let following = true;

addEventListener("message", async ({ source, data }) => {
  if (source !== parent) return;
  if (data.type === "go") return sheets.length > 0 && show(data);
  if (data.type !== "open" || pdf) return;
  try {
    name(labels = data.labels);
    for (const [name, colour] of Object.entries(data.colours)) document.documentElement.style.setProperty(name, colour);
    document.documentElement.lang = data.language;
    pdf = await getDocument({
      data: data.bytes, cMapUrl: `${lib}cmaps/`, standardFontDataUrl: `${lib}standard_fonts/`, useWasm: false, enableXfa: false, verbosity: VerbosityLevel.ERRORS,
    }).promise;
    await layOut();
    show(data);
    if (data.left) goBack(data.left);
    tell("opened", { pages: pdf.numPages });
  } catch (failure) {
    tell("failed", { reason: String(failure?.name ?? failure) });
  }
});

function name(texts) {
  for (const id of ["thumbs", "before", "after", "smaller", "larger"]) {
    byId(id).title = texts[id];
    byId(id).setAttribute("aria-label", texts[id]);
  }
  byId("thumbs").textContent = texts.pages;
  document.querySelector(".bar").setAttribute("aria-label", texts.pages);
}

async function layOut() {
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  for (let number = 1; number <= pdf.numPages; number++) {
    const box = document.createElement("div");
    box.className = "page";
    box.dataset.page = number;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${labels.page} ${number}`);
    pages.append(box);
    sheets.push({ number, box, width: first.width, height: first.height, drawn: null });
  }
  pages.setAttribute("aria-label", labels.pages);
  resize();
  const near = new IntersectionObserver((seen) => seen.forEach((entry) => {
    const sheet = sheets[entry.target.dataset.page - 1];
    sheet.near = entry.isIntersecting;
    if (sheet.near) draw(sheet);
  }), { root: pages, rootMargin: "100% 0px" });
  sheets.forEach((sheet) => near.observe(sheet.box));
  pages.addEventListener("scroll", whereAmI, { passive: true });
  for (const own of ["wheel", "touchmove", "pointerdown", "keydown"]) pages.addEventListener(own, () => { following = false; }, { passive: true });
  let width = pages.clientWidth;
  new ResizeObserver(() => {
    if (pages.clientWidth !== width) redraw();
    width = pages.clientWidth;
  }).observe(pages);
}

const scaleOf = (sheet) => zoom * Math.min((pages.clientWidth - (innerWidth > 720 ? 32 : 16)) / sheet.width, 2);

function size(sheet) {
  const scale = scaleOf(sheet);
  sheet.box.style.width = `${Math.floor(sheet.width * scale)}px`;
  sheet.box.style.height = `${Math.floor(sheet.height * scale)}px`;
  sheet.box.style.setProperty("--total-scale-factor", scale);
}

const resize = () => sheets.forEach(size);

let waiting;
function redraw() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const part = pages.scrollTop / pages.scrollHeight;
    resize();
    sheets.forEach(letGo);
    sheets.filter((sheet) => sheet.near).forEach(draw);
    if (following) toMark(); else pages.scrollTop = part * pages.scrollHeight;
  }, 80);
}

async function draw(sheet) {
  if (sheet.drawn) return;
  const mine = sheet.drawn = {};
  const page = await pdf.getPage(sheet.number);
  const natural = page.getViewport({ scale: 1 });
  if (natural.width !== sheet.width || natural.height !== sheet.height) {
    [sheet.width, sheet.height] = [natural.width, natural.height];
    size(sheet);
    if (following && place?.page >= sheet.number) toMark();
  }
  const viewport = page.getViewport({ scale: scaleOf(sheet) });
  const sharp = Math.min(devicePixelRatio || 1, 2);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.floor(viewport.width * sharp), Math.floor(viewport.height * sharp)];
  canvas.setAttribute("aria-hidden", "true");
  mine.task = page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] });
  try {
    await mine.task.promise;
    if (sheet.drawn !== mine) return;
    const text = document.createElement("div");
    text.className = "text";
    sheet.box.prepend(canvas, text);
    await new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render();
    sheet.box.dataset.ready = "";
  } catch (failure) {
    if (failure?.name !== "RenderingCancelledException" && sheet.drawn === mine) sheet.box.title = labels.broken;
  }
  const drawn = sheets.filter((other) => other.drawn && !other.near);
  if (drawn.length > mostDrawn) drawn.sort((a, b) => Math.abs(b.number - current) - Math.abs(a.number - current)).slice(0, -mostDrawn).forEach(letGo);
}

function letGo(sheet) {
  sheet.drawn?.task?.cancel();
  sheet.drawn = null;
  delete sheet.box.dataset.ready;
  sheet.box.querySelectorAll("canvas, .text").forEach((part) => part.remove());
}

function show({ page, marks }) {
  place = { page: Math.min(Math.max(page, 1), sheets.length) };
  document.querySelectorAll(".page i").forEach((mark) => mark.remove());
  for (const mark of marks) {
    const stroke = document.createElement("i");
    Object.assign(stroke.style, { left: `${mark.x * 100}%`, top: `${mark.y * 100}%`, width: `${mark.width * 100}%`, height: `${mark.height * 100}%` });
    sheets[place.page - 1].box.append(stroke);
  }
  strip.querySelectorAll("button").forEach((button) => button.classList.toggle("cited", Number(button.dataset.page) === place.page));
  toMark();
}

function toMark() {
  following = true;
  const { box } = sheets[place.page - 1];
  const mark = box.querySelector("i") ?? box;
  pages.scrollTop += mark.getBoundingClientRect().top - pages.getBoundingClientRect().top - (mark === box ? 8 : pages.clientHeight * 0.3);
  whereAmI();
}

// Closed and opened again, the document is where it was left.
function goBack({ top, zoom: size }) {
  if (!Number.isFinite(top)) return;
  following = false;
  if (zooms.includes(size)) zoom = size;
  resize();
  pages.scrollTop = top * pages.scrollHeight;
  whereAmI();
}

let telling;
function whereAmI() {
  clearTimeout(telling);
  telling = setTimeout(() => { if (!following) tell("at", { top: pages.scrollTop / pages.scrollHeight, zoom }); }, 100);
  const middle = pages.getBoundingClientRect().top + pages.clientHeight / 3;
  const seen = sheets.find((sheet) => sheet.box.getBoundingClientRect().bottom > middle) ?? sheets.at(-1);
  current = seen.number;
  at.textContent = `${current} / ${sheets.length}`;
  byId("before").disabled = current === 1;
  byId("after").disabled = current === sheets.length;
  strip.querySelectorAll("button").forEach((button) => button.setAttribute("aria-current", Number(button.dataset.page) === current));
}

function toPage(number) {
  following = false;
  sheets[Math.min(Math.max(number, 1), sheets.length) - 1].box.scrollIntoView();
}

function zoomBy(step) {
  zoom = zooms[Math.min(Math.max(zooms.indexOf(zoom) + step, 0), zooms.length - 1)];
  redraw();
}

// The strip is made when it is asked for first, and each picture in it when it comes into view.
function thumbnails() {
  strip.hidden = !strip.hidden;
  byId("thumbs").setAttribute("aria-pressed", String(!strip.hidden));
  if (strip.childElementCount > 0) return strip.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  strip.setAttribute("aria-label", labels.thumbs);
  const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    seen.unobserve(entry.target);
    thumbnail(entry.target);
  }), { root: strip, rootMargin: "50% 0px" });
  for (const sheet of sheets) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.page = sheet.number;
    button.textContent = sheet.number;
    button.setAttribute("aria-label", `${labels.page} ${sheet.number}`);
    button.classList.toggle("cited", sheet.number === place.page);
    button.style.minHeight = `${Math.round(100 * sheet.height / sheet.width)}px`;
    button.addEventListener("click", () => toPage(sheet.number));
    strip.append(button);
    seen.observe(button);
  }
  whereAmI();
  strip.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
}

async function thumbnail(button) {
  const page = await pdf.getPage(Number(button.dataset.page));
  const viewport = page.getViewport({ scale: 180 / page.getViewport({ scale: 1 }).width });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
  await page.render({ canvas, viewport }).promise;
  button.style.minHeight = "";
  button.prepend(canvas);
}

byId("thumbs").addEventListener("click", thumbnails);
byId("before").addEventListener("click", () => toPage(current - 1));
byId("after").addEventListener("click", () => toPage(current + 1));
byId("smaller").addEventListener("click", () => zoomBy(-1));
byId("larger").addEventListener("click", () => zoomBy(1));
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const turns = event.key.startsWith("Arrow") && pages.scrollWidth <= pages.clientWidth;
  if (event.key === "Escape" || turns) tell("key", { key: event.key });
});
tell("ready");
