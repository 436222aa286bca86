// Builds the site script and the demo shop into target/classes/static, where the server serves them from.
// Usage: node build-site.mjs [--out DIRECTORY]
import { build } from "esbuild";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = fileURLToPath(new URL(".", import.meta.url));
export const SITE_SCRIPT_MAX_GZIP_BYTES = 4096;

/** The site script, minified: `{ code, gzipBytes }`. */
export async function buildSiteScript() {
  const result = await build({
    entryPoints: [join(web, "site/kikkake.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2018",
    charset: "utf8",
    define: { VERSION: JSON.stringify(await version()) },
    write: false,
  });
  const code = result.outputFiles[0].text;
  return { code, gzipBytes: gzipSync(code, { level: 9 }).length };
}

/** The script inside snippet.html, with expressions in the place of its two placeholders. */
export async function snippet({ writeKey, host }) {
  const html = await readFile(join(web, "site/snippet.html"), "utf8");
  const script = /<script>\n([\s\S]*?)<\/script>/.exec(html)[1];
  return script.replace('"WRITE_KEY"', () => writeKey).replace('"HOST"', () => host);
}

async function version() {
  const pom = await readFile(join(web, "pom.xml"), "utf8");
  return /<parent>[\s\S]*?<version>(.*?)<\/version>/.exec(pom)[1];
}

async function buildShop(out) {
  const shop = join(web, "shop");
  await mkdir(join(out, "documents"), { recursive: true });
  await build({
    entryPoints: [join(shop, "shop.ts"), join(shop, "shop.css")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    charset: "utf8",
    external: ["/shop/*"],
    outdir: out,
    logLevel: "warning",
  });
  // The write key and the host come from /shop/config.js, which the server makes.
  const settings = { writeKey: "(window.KIKKAKE_SHOP || {}).writeKey", host: '(window.KIKKAKE_SHOP || {}).host || ""' };
  await writeFile(join(out, "snippet.js"), await snippet(settings));
  await cp(join(shop, "img"), join(out, "img"), { recursive: true });
  await cp(join(shop, "products.json"), join(out, "products.json"));
  const layout = await readFile(join(shop, "layout.html"), "utf8");
  for (const folder of ["", "documents"]) {
    const from = join(shop, "pages", folder);
    for (const file of (await readdir(from)).filter((name) => name.endsWith(".html"))) {
      const page = await readFile(join(from, file), "utf8");
      await writeFile(join(out, folder, file), intoLayout(layout, page, basename(file, ".html")));
    }
  }
}

/** A page file begins with its title in a comment: `<!-- title: … -->`. */
function intoLayout(layout, page, name) {
  const title = /<!-- title: (.*?) -->/.exec(page)?.[1];
  if (!title) throw new Error(`${name}.html does not begin with its title`);
  const values = { title, name, main: page.replace(/<!-- title: .*? -->\s*/, "") };
  return layout.replace(/\{\{(\w+)\}\}/g, (_, key) => values[key]);
}

async function main() {
  const at = process.argv.indexOf("--out");
  const out = at > 0 ? process.argv[at + 1] : join(web, "target/classes/static");
  await mkdir(out, { recursive: true });
  const { code, gzipBytes } = await buildSiteScript();
  console.log(`kikkake.js ${code.length} bytes, ${gzipBytes} bytes gzip (limit ${SITE_SCRIPT_MAX_GZIP_BYTES})`);
  if (gzipBytes > SITE_SCRIPT_MAX_GZIP_BYTES) throw new Error("kikkake.js is over its limit");
  await writeFile(join(out, "kikkake.js"), code);
  await buildShop(join(out, "shop"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
