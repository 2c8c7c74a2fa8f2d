// The byte budgets of what a browser has to fetch. Exits with 1 when one is exceeded.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const STATIC = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "deskbell", "static");
const size = (file) => readFileSync(join(STATIC, file)).length;
const sum = (files, suffix = "") => files.reduce((total, file) => total + size(file + suffix), 0);
const rows = [];
const gate = (what, bytes, budget) => rows.push({ what, bytes, budget, ok: bytes <= budget });

for (const needed of [["widget", "manifest.json"], ["inbox", "index.html"]]) {
  if (existsSync(join(STATIC, ...needed))) continue;
  console.error(`${needed[0]} is not built: run \`make setup\` first`);
  process.exit(1);
}

const names = JSON.parse(readFileSync(join(STATIC, "widget", "manifest.json"), "utf8"));
const core = ["loader", "panel"].map((name) => `widget/${names[name]}`);
gate("widget loader, raw", size(core[0]), 8192);
gate("widget loader + panel, gzip", sum(core, ".gz"), 8192);
if (names.api) gate("widget api, gzip", size(`widget/${names.api}.gz`), 2048);
if (names.says) gate("widget says, gzip", size(`widget/${names.says}.gz`), 2048);
if (names.phone) gate("widget phone, gzip", size(`widget/${names.phone}.gz`), 1024);
if (names.aside) gate("widget aside, gzip", size(`widget/${names.aside}.gz`), 4096);
if (names.menu) gate("widget menu, gzip", size(`widget/${names.menu}.gz`), 3072);
if (names.files) gate("widget files, gzip", size(`widget/${names.files}.gz`), 4096);
if (names.detour) gate("widget detour, gzip", size(`widget/${names.detour}.gz`), 1024);
if (names.work) gate("widget work, gzip", size(`widget/${names.work}.gz`), 1024);
if (names.extra) gate("widget extra, gzip", size(`widget/${names.extra}.gz`), 8192);

const html = readFileSync(join(STATIC, "inbox", "index.html"), "utf8");
const named = [...html.matchAll(/(?:src|href)="\/inbox\/([^"]+\.(?:js|css|woff2))"/g)].map((match) => `inbox/${match[1]}`);
const first = ["inbox/index.html", ...new Set(named)].map((file) => (existsSync(join(STATIC, `${file}.br`)) ? `${file}.br` : file));
gate("inbox first load, brotli", sum(first), 120 * 1024);

const pad = (text, width) => String(text).padStart(width);
for (const row of rows) console.log(`${row.what.padEnd(30)} ${pad(row.bytes, 7)} of ${pad(row.budget, 7)} B  ${row.ok ? "ok" : "OVER"}`);
process.exit(rows.every((row) => row.ok) ? 0 : 1);
