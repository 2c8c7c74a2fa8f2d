// Builds the widget and the inbox into the Python package, with .br and .gz beside every text file.
//   node build.mjs [widget] [inbox]      (both, when none is named)
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "src", "deskbell", "static");
const SCRATCH = join(HERE, "..", ".build", `frontend-${process.pid}`);
const TEXT = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"]);
const TARGET = ["chrome109", "edge109", "firefox115", "safari15.4"];

// The widget: one classic script whose name never changes (a site's <script> points at it through the server), and
// ES modules fetched on intent, named by their content. manifest.json tells the server the names.
async function widget(out) {
  const source = folder("widget");
  // Library mode leaves out the 300 bytes of preloading that a page build wraps around every import().
  const bundle = (entry, output) =>
    build({
      root: source,
      configFile: false,
      logLevel: "warn",
      build: {
        outDir: out,
        emptyOutDir: false,
        target: TARGET,
        copyPublicDir: false,
        lib: { entry, name: "deskbell", formats: [output.format] },
        rolldownOptions: { output: { ...output, minify: true } },
      },
    });
  await bundle({ loader: join(source, "loader.ts") }, { format: "iife", entryFileNames: "loader.js" });
  const modules = Object.fromEntries(
    ["panel", "extra"].map((name) => [name, join(source, `${name}.ts`)]).filter(([, file]) => existsSync(file)),
  );
  const manifest = { loader: "loader.js" };
  if (Object.keys(modules).length) {
    const names = { entryFileNames: "[name].[hash].js", chunkFileNames: "[name].[hash].js" };
    const [built] = await bundle(modules, { format: "es", ...names });
    for (const chunk of built.output) if (chunk.isEntry) manifest[chunk.name] = chunk.fileName;
  }
  // The server puts the visitor's language into the script it serves; so the texts travel with the package.
  if (existsSync(join(HERE, "widget", "texts"))) await cp(join(HERE, "widget", "texts"), join(out, "texts"), { recursive: true });
  await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

// The inbox: index.html plus hashed assets; public/ (sw.js, manifest.webmanifest, icons) is copied as it is.
// The server serves this folder under /inbox/.
async function inbox(out) {
  await build({
    root: folder("inbox"),
    base: "/inbox/",
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: out,
      emptyOutDir: false,
      target: TARGET,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          entryFileNames: "assets/[name].[hash].js",
          chunkFileNames: "assets/[name].[hash].js",
          assetFileNames: "assets/[name].[hash][extname]",
        },
      },
    },
  });
}

// A project may keep its sources in <name>/ or in <name>/src/.
function folder(name) {
  const entry = name === "widget" ? "loader.ts" : "index.html";
  const nested = join(HERE, name, "src");
  return existsSync(join(nested, entry)) ? nested : join(HERE, name);
}

async function compress(directory) {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await compress(path);
    else if (TEXT.has(extname(entry.name))) {
      const bytes = await readFile(path);
      await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      await writeFile(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    }
  }
}

// Built aside and swapped in, so that a server that is running never sees half a build.
async function swapIn(fresh, target) {
  const old = `${fresh}-old`;
  await mkdir(dirname(target), { recursive: true });
  if (existsSync(target)) await rename(target, old);
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
}

const builders = { widget, inbox };
const wanted = process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(builders);
process.env.NODE_ENV = "production";
try {
  for (const name of wanted) {
    const entry = join(folder(name), name === "widget" ? "loader.ts" : "index.html");
    if (!existsSync(entry)) throw new Error(`${name}: there is no ${basename(entry)} to build from`);
    const started = performance.now();
    const fresh = join(SCRATCH, name);
    await mkdir(fresh, { recursive: true });
    await builders[name](fresh);
    await compress(fresh);
    await swapIn(fresh, join(STATIC, name));
    console.log(`${name}: built in ${((performance.now() - started) / 1000).toFixed(2)} s`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(SCRATCH, { recursive: true, force: true });
}
