// Takes the pictures of the README: make screenshots.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync, inflateSync } from "node:zlib";
import { newProfile, offlineIs, openBrowser, running, startServer } from "./harness.mjs";

const to = process.argv[2] ?? fileURLToPath(new URL("../../docs/screenshots", import.meta.url));
const limit = 250_000;

await mkdir(to, { recursive: true });
const server = await startServer();
const profile = await newProfile();
const { page, close } = await openBrowser({
  profile: profile.dir,
  viewport: { width: 1366, height: 768 },
  locale: "zh-CN",
  colorScheme: "light",
});

async function shoot(name) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const png = quantised(await page.screenshot());
  if (png.length > limit) throw new Error(`${name}.png has ${png.length} bytes, more than ${limit}`);
  await writeFile(join(to, `${name}.png`), png);
  console.log(`${name}.png ${png.length}`);
}

// as copied from a spreadsheet: merged cells, 元, a code that is none, a total that is off
const sheet = [
  "项目名称\t功能科目\t预算单位\t资金来源\t金额（元）",
  "稳岗返还经办\t2080799\t403003\t财政拨款\t1,200,000.00",
  "技能竞赛\t2080799\t\t\t８０００００",
  "仲裁庭改造\t2080112\t403010\t财政拨款\t350,000",
  "错写的科目\t9999999\t403001\t\t50,000",
  "合计\t\t\t\t2,400,000.00",
].join("\n");

const turnTo = (name) => page.getByRole("navigation", { name: /^(页面|Pages)$/ }).getByRole("link", { name, exact: true }).click();
const field = () => page.locator("budget-grid textarea");

/** Types a figure into the draft column of a line, as a planner would. */
async function enter(line, text) {
  await field().focus();
  await page.keyboard.press("Control+Home");
  while ((await field().getAttribute("aria-label")) !== `科目与项目 ${line}`) await page.keyboard.press("ArrowDown");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
}

try {
  await page.goto(server.url);
  await running(page);
  await page.getByText("公布数（程序载入中").waitFor({ state: "hidden" });
  await offlineIs(page, "ready");
  await page.getByText("可离线使用").waitFor();

  await page.getByRole("button", { name: "开始导览" }).click();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("改一个数").waitFor();
  await shoot("tour");
  await page.getByRole("button", { name: "离开导览" }).click();
  await page.getByText("回车编辑").waitFor();

  await enter("劳动监察业务费", "95");
  await enter("人才住房补贴和新引进人才生活补贴", "25405");
  await page.getByText(/保存在两处/).waitFor();
  await shoot("lines");
  await page.emulateMedia({ colorScheme: "dark" });
  await shoot("lines-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await shoot("lines-wide");
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole("button", { name: /切换语言/ }).click();
  await page.getByRole("columnheader", { name: "Draft" }).waitFor();
  await shoot("lines-en");
  await page.getByRole("button", { name: /Switch language/ }).click();
  await page.getByRole("columnheader", { name: "草稿" }).waitFor();

  await turnTo("总览");
  await page.locator("#picture-bridge[data-drawn] svg").waitFor();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.locator("#picture-flow svg").getByText("项目支出").waitFor();
  await shoot("overview");
  await page.setViewportSize({ width: 1366, height: 768 });

  await turnTo("编制");
  await field().focus();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), sheet);
  await page.keyboard.press("Control+v");
  await page.getByText("将新增 3 行").waitFor();
  await shoot("sheet");
  await page.keyboard.press("Escape");

  await turnTo("附表");
  await page.getByRole("link", { name: "附表3", exact: true }).click();
  await page.getByRole("cell", { name: /^31,647\.00/ }).first().waitFor();
  await shoot("annexes");
  await page.getByRole("button", { name: /切换语言/ }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("link", { name: "Annexes", exact: true }).waitFor();
  await shoot("annexes-en-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: /Switch language/ }).click();
  await page.getByRole("link", { name: "附表", exact: true }).waitFor();

  await turnTo("勾稽");
  await page.getByRole("button", { name: /涉及一般公共预算拨款/ }).click();
  await page.getByRole("complementary", { name: "来历" }).getByText("所比较的数").waitFor();
  await page.locator("h1").click(); // no field carries the focus
  await shoot("checks");
  await page.getByRole("button", { name: "关闭" }).click();
  await turnTo("公开说明");
  await page.locator("del").first().waitFor();
  await shoot("disclosure");

  await turnTo("转移支付");
  for (const [i, name] of ["思明", "湖里", "集美", "海沧", "同安", "翔安"].entries()) {
    await page.getByLabel(`权重 ${name}`).fill(String([5, 6, 4, 3, 2, 3][i]));
  }
  await page.getByText(/与原数相符/).waitFor();
  await page.locator("h1").click(); // no field carries the focus
  await shoot("transfers");

  await turnTo("测算");
  await page.getByRole("button", { name: "新引进人才生活补贴", exact: true }).click();
  for (const [name, n] of [["博士", "100:120:150"], ["硕士", "2400:2600:3000"], ["“双一流”本科", 2900], ["其他本科", 3100]]) {
    await page.getByLabel(`${name} 数量`, { exact: true }).fill(String(n));
  }
  await page.keyboard.press("Tab");
  await page.getByText("绩效目标不少于 4,500 人").first().waitFor();
  await page.locator(".paper").scrollIntoViewIfNeeded();
  await page.locator(".paper").evaluate((e) => e.scrollIntoView({ block: "start" }));
  await shoot("estimates");

  await turnTo("情景");
  await page.locator(".moves tbody tr").first().waitFor();
  await shoot("scenarios");

  await page.goto(`${server.url}/training?part=show&at=2:403:total`);
  await page.getByText("由 10 个部分组成").waitFor();
  for (const n of [1, 2, 3, 4]) {
    await page.keyboard.press("PageDown");
    await page.getByText(`${n} / 10 个`).waitFor();
  }
  await shoot("wall");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "练习" }).waitFor();

  // a sheet of A4 across with its margins, as the printer would have it
  await turnTo("附表");
  await page.getByRole("link", { name: "附表5", exact: true }).click();
  await page.locator("article").getByText("附表 5", { exact: true }).waitFor();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 1123, height: 794 });
  await page.evaluate(() => {
    document.body.style.padding = "12mm 10mm";
    const end = 794 - (12 / 25.4) * 96; // above the lower margin
    for (const row of document.querySelectorAll("article tbody tr")) row.hidden = row.getBoundingClientRect().bottom > end;
    scrollTo(0, 0);
  });
  await shoot("print-annex-5");
} finally {
  await close();
  await server.stop();
  await profile.remove();
}

// ---- PNG with a palette ----

/** The picture with at most 256 colours, which is all that text on plain ground needs. */
function quantised(png) {
  const { width, height, pixels } = decoded(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const often = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  // first the most frequent of each kind of colour, so that an icon keeps its own, then the rest by frequency
  const kinds = new Map(often.toReversed().map((colour) => [colour & 0xe0e0e0, colour]));
  const palette = [...new Set([...often.slice(0, 64), ...[...kinds.values()].reverse(), ...often])].slice(0, 256);
  const index = new Map(palette.map((colour, i) => [colour, i]));
  const apart = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  const nearest = (colour) => {
    let best = 0;
    for (let i = 1; i < palette.length; i++) if (apart(palette[i], colour) < apart(palette[best], colour)) best = i;
    index.set(colour, best);
    return best;
  };
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = pixels[y * width + x];
      rows[y * (width + 1) + 1 + x] = index.get(colour) ?? nearest(colour);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // 8 bits, palette
  return Buffer.concat([
    png.subarray(0, 8),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function decoded(png) {
  let data = [];
  let width, height, channels;
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = { 2: 3, 6: 4 }[body[9]];
      if (body[8] !== 8 || !channels || body[12] !== 0) throw new Error("not a picture as Chromium takes them");
    }
    if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  data = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    const row = data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? row[i - channels] : 0;
      const up = above[i];
      const corner = i >= channels ? above[i - channels] : 0;
      row[i] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
    for (let x = 0; x < width; x++) {
      const i = x * channels;
      pixels[y * width + x] = (row[i] << 16) | (row[i + 1] << 8) | row[i + 2];
    }
    above = row;
  }
  return { width, height, pixels };
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function chunk(type, body) {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  typed.copy(out, 4);
  out.writeUInt32BE(crc(typed), body.length + 8);
  return out;
}

function crc(bytes) {
  let c = ~0;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}
