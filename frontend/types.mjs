// Type-checks the browser code and, apart from it, the tests (which may use Node's types).
import { spawnSync } from "node:child_process";
import { readdirSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const files = ["widget", "inbox"]
  .filter((project) => existsSync(join(HERE, project)))
  .flatMap((project) => readdirSync(join(HERE, project), { recursive: true }))
  .filter((file) => /\.tsx?$/.test(file));
const isTest = (file) => /\.test\.tsx?$/.test(file);
const configs = [];
if (files.some((file) => !isTest(file))) configs.push("tsconfig.json");
if (files.some(isTest)) configs.push("tsconfig.test.json");

let failed = 0;
for (const config of configs) {
  const run = spawnSync(process.execPath, [join(HERE, "node_modules", "typescript", "bin", "tsc"), "-p", join(HERE, config)], {
    stdio: "inherit",
  });
  failed ||= run.status ?? 1;
}
process.exit(failed);
