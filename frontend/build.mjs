// Builds the widget and the inbox into the Python package, with .br and .gz beside every text file.
//   node build.mjs [widget] [inbox]      (both, when none is named)
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "src", "deskbell", "static");
const SCRATCH = join(HERE, "..", ".build", `frontend-${process.pid}`);
const TEXT = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"]);
const TARGET = ["chrome109", "edge109", "firefox115", "safari15.4"];

// Names that only our own three files use, never the page, the server or the browser: they are shortened.
const SHORTENED =
  "again act acts announce begin config life load ready icon detour days dress element emit end forget hello how skew styled extend extra foot frame go gone hear isOpen settle made keep kit land later link lost model paint painter pill pull put refused root save saw settings seam sending tail tell tick time told unknown verb verbs wake".split(" ");
// What is short already, in one of the files.
const SHORT = [..."acdefhnqstxyz"];
const OURS = new RegExp(`^(${SHORTENED.join("|")})$`);

// The widget: one classic script whose name never changes (a site's <script> points at it through the server), and
// ES modules fetched on intent, named by their content. manifest.json tells the server the names. Each file is built by
// itself, the last fetched first, because who fetches it bears its name.
async function widget(out) {
  const source = folder("widget");
  const names = { entryFileNames: "[name].[hash].js" };
  let cache = {};
  const made = {};
  // Library mode leaves out the 300 bytes of preloading that a page build wraps around every import().
  const bundle = async (name, output) => {
    const [built] = await build({
      root: source,
      configFile: false,
      logLevel: "warn",
      plugins: [{ name: "made", enforce: "pre", resolveId: (id) => (id in made ? { id: made[id], external: true } : null) }],
      build: {
        outDir: out,
        emptyOutDir: false,
        target: TARGET,
        copyPublicDir: false,
        lib: { entry: { [name]: join(source, `${name}.ts`) }, name: "deskbell", formats: [output.format] },
        rolldownOptions: { output: { ...output, comments: false, minify: { compress: true, mangle: true, codegen: true, mangleProps: { include: OURS, reserved: SHORT, cache } } } },
      },
    });
    cache = built.mangleCache ?? cache;
    const file = built.output.find((chunk) => chunk.isEntry).fileName;
    made[`./${name}`] = `./${file}`;
    return file;
  };
  const menu = await bundle("menu", { format: "es", ...names });
  const aside = await bundle("aside", { format: "es", ...names });
  const files = await bundle("files", { format: "es", ...names });
  const work = await bundle("work", { format: "es", ...names });
  const detour = await bundle("detour", { format: "es", ...names });
  const extra = await bundle("extra", { format: "es", ...names });
  const phone = await bundle("phone", { format: "es", ...names });
  const panel = await bundle("panel", { format: "es", ...names });
  const says = await bundle("says", { format: "es", ...names });
  const api = await bundle("api", { format: "es", ...names });
  const loader = await bundle("loader", { format: "iife", entryFileNames: "loader.js" });
  const manifest = { loader, panel, extra, aside, menu, files, detour, work, phone, says, api, texts: await texts(out) };
  await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

// A language is two files: what is needed at first goes into the script that the server writes, the rest is fetched with
// the conversation. So the texts travel with the package, and a visitor is sent one language.
async function texts(out) {
  const from = join(HERE, "widget", "texts");
  const later = {};
  await mkdir(join(out, "texts"), { recursive: true });
  for (const file of (await readdir(from)).sort()) {
    const lang = basename(file, ".json");
    const said = JSON.parse(await readFile(join(from, file), "utf8"));
    const taken = Object.keys({ ...said.first, ...said.later }).filter((key) => SHORTENED.includes(key));
    if (taken.length) throw new Error(`widget/texts/${file}: ${taken} are names of the code; name the texts otherwise`);
    const module = `export default ${JSON.stringify(said.later)};\n`;
    later[lang] = `texts-${lang}.${createHash("sha256").update(module).digest("base64url").slice(0, 8)}.js`;
    await writeFile(join(out, "texts", file), JSON.stringify(said.first));
    await writeFile(join(out, later[lang]), module);
  }
  return later;
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
