// The byte budgets of what a browser has to fetch. Exits with 1 when one is exceeded.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const STATIC = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "deskbell", "static");
const size = (file) => readFileSync(join(STATIC, file)).length;
const sum = (files, suffix = "") => files.reduce((total, file) => total + size(file + suffix), 0);
const rows = [];
const gate = (what, bytes, budget) => rows.push({ what, bytes, budget, ok: bytes <= budget });

if (existsSync(join(STATIC, "widget", "manifest.json"))) {
  const names = JSON.parse(readFileSync(join(STATIC, "widget", "manifest.json"), "utf8"));
  const core = ["loader", "panel"].filter((name) => names[name]).map((name) => `widget/${names[name]}`);
  gate("widget loader, raw", size(core[0]), 8192);
  gate("widget loader + panel, gzip", sum(core, ".gz"), 8192);
  if (names.extra) gate("widget extra, gzip", size(`widget/${names.extra}.gz`), 8192);
}
if (existsSync(join(STATIC, "inbox", "index.html"))) {
  const html = readFileSync(join(STATIC, "inbox", "index.html"), "utf8");
  const first = [...html.matchAll(/(?:src|href)="\/inbox\/([^"]+\.(?:js|css))"/g)].map((match) => `inbox/${match[1]}`);
  gate("inbox first load, brotli", sum(["inbox/index.html", ...new Set(first)], ".br"), 120 * 1024);
}
if (!rows.length) {
  console.error("nothing is built yet: run `make setup` first");
  process.exit(1);
}

const pad = (text, width) => String(text).padStart(width);
for (const row of rows) console.log(`${row.what.padEnd(30)} ${pad(row.bytes, 7)} of ${pad(row.budget, 7)} B  ${row.ok ? "ok" : "OVER"}`);
process.exit(rows.every((row) => row.ok) ? 0 : 1);
