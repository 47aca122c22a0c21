// Copies the font's Latin subsets and PDF.js, and builds one SVG sprite of the icons the pages use into wwwroot/lib.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const lib = "wwwroot/lib";
const icons = readFileSync("icons.txt", "utf8").split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));

rmSync(lib, { recursive: true, force: true });
mkdirSync(`${lib}/inter`, { recursive: true });
for (const subset of ["latin", "latin-ext"]) {
  const file = `inter-${subset}-wght-normal.woff2`;
  cpSync(`node_modules/@fontsource-variable/inter/files/${file}`, `${lib}/inter/${file}`);
}

const symbols = icons.map((name) => {
  const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`;
});
writeFileSync(`${lib}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);

// The build for older browsers as well; ".js", because not every server knows what ".mjs" is.
mkdirSync(`${lib}/pdfjs`);
for (const part of ["pdf", "pdf.worker"]) cpSync(`node_modules/pdfjs-dist/legacy/build/${part}.min.mjs`, `${lib}/pdfjs/${part}.js`);
for (const folder of ["cmaps", "standard_fonts"]) cpSync(`node_modules/pdfjs-dist/${folder}`, `${lib}/pdfjs/${folder}`, { recursive: true });
cpSync("node_modules/pdfjs-dist/LICENSE", `${lib}/pdfjs/LICENSE`);
