// Builds the page that carries the grid and serves it under the policy the product is served under.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";

export async function serveGridPage() {
  const built = await build({
    absWorkingDir: here,
    entryPoints: ["page.js", "page.css"],
    outdir: "built",
    bundle: true,
    write: false,
    format: "esm",
    target: "chrome87",
    logLevel: "error",
  });
  const files = new Map(built.outputFiles.map((file) => [file.path.split("/").pop(), file.contents]));
  files.set("", await readFile(`${here}index.html`));
  files.set("icon.svg", await readFile(`${here}icon.svg`));

  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1);
    const body = files.get(name);
    const type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : name.endsWith(".svg") ? "image/svg+xml" : "text/html; charset=utf-8";
    response.writeHead(body ? 200 : 404, { "Content-Type": type, "Content-Security-Policy": POLICY });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, sizes: new Map([...files].map(([name, body]) => [name, body.length])), close: () => new Promise((resolve) => server.close(resolve)) };
}
