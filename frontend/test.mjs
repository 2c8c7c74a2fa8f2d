// Bundles every */test/**/*.test.ts and runs them under `node --test`. Node 20 cannot read TypeScript by itself.
//   node test.mjs [part of a file name ...]
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "node_modules", ".tests", String(process.pid));
const tests = ["widget", "inbox"]
  .flatMap((project) => {
    try {
      return readdirSync(join(HERE, project), { recursive: true }).map((file) => join(HERE, project, file));
    } catch {
      return []; // not there yet
    }
  })
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
  .filter((file) => process.argv.slice(2).every((part) => file.includes(part)));

if (!tests.length) {
  console.log("no front-end tests found");
  process.exit(0);
}
const input = Object.fromEntries(tests.map((file) => [relative(HERE, file).replace(/[\\/]/g, "__").replace(/\.tsx?$/, ""), file]));
try {
  await build({
    root: HERE,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true },
    build: { ssr: true, outDir: OUT, emptyOutDir: false, target: "node20", minify: false, rolldownOptions: { input } },
  });
  const built = Object.keys(input).map((name) => join(OUT, `${name}.js`));
  const run = spawnSync(process.execPath, ["--test", ...built], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(OUT, { recursive: true, force: true });
}
