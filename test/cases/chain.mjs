// Estimates as chains, from the rules of docs/estimates.md (their numbers stand
// beside what they say) and the register's two files.

import { readFile } from "node:fs/promises";
import { drawn, generator, spread as spreadOf } from "./draws.mjs";
import { decimal, fraction, integer, Rational, wan, yuan } from "./rational.mjs";

const limit = 10n ** 15n; // 10⁹ 万元 in 分
const mostHeads = 999_999_999n;
const one = integer(1);
const zero = integer(0);
const moneyUnits = { 元: 100n, 万元: 1_000_000n };

class Refused extends Error {}
const refuse = (...field) => {
  throw new Refused(field.join("."));
};

/** Rows of a CSV file as objects. */
function rows(text) {
  const cells = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const row = cells.at(-1);
    if (quoted && c === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ",") row.push("");
    else if (!quoted && c === "\n") cells.push([""]);
    else row[row.length - 1] += c;
  }
  const [head, ...body] = cells.filter((r) => r.length > 1);
  return body.map((r) => Object.fromEntries(head.map((name, i) => [name, r[i]])));
}

async function register(own) {
  const folder = new URL("../../budgetcore/standard/data/", import.meta.url);
  const read = async (name) => rows(await readFile(new URL(name, folder), "utf8"));
  const standards = new Map((await read("standards.csv")).map((s) => [s.id, { unit: s.unit, values: [] }]));
  for (const v of await read("values.csv")) standards.get(v.standard).values.push(v);
  for (const s of own) {
    if (s.extends) standards.get(s.extends).values.push(...s.values);
    else standards.set(s.id, { unit: s.unit, values: s.values });
  }
  return standards;
}

const name = (words) => (typeof words === "string" ? words : words?.zh);

/** A part made ready: what one costs, exactly (rules 3 to 6). */
function ready(part, i, model, standards) {
  const at = `parts[${i}]`;
  const q = part.quantity;
  const range = typeof q === "number" ? { low: q, expected: q, high: q } : q;
  const quantity = Object.fromEntries(Object.entries(range).map(([k, n]) => [k, BigInt(n)]));
  for (const [k, n] of Object.entries(quantity)) {
    if (n < 0n || n > mostHeads) refuse(at, "quantity", ...(typeof q === "number" ? [] : [k]));
  }
  if (quantity.low > quantity.expected || quantity.expected > quantity.high) refuse(at, "quantity");
  const periods = BigInt(part.periods ?? 1);
  if (periods < 0n || periods > 1200n) refuse(at, "periods");
  const share = fraction(part.share ?? "1");
  if (share.num < 0n || share.compare(one) > 0) refuse(at, "share");
  const instalment = part.paid !== undefined;
  const paid = fraction(part.paid ?? "0");
  if (share.plus(paid).compare(one) > 0) refuse(at, "paid");

  return {
    ...part, at, quantity, periods, share, paid, instalment,
    unit: name(part.unit) ?? "人",
    /** Looks the standard up, once the forms of all parts have been checked. */
    price() {
      const known = typeof part.standard === "string" ? standards.get(part.standard) : undefined;
      let value = part.standard;
      if (typeof part.standard === "string") {
        if (!known) refuse(at, "standard");
        const day = part.on ?? model.date;
        value = known.values.find((v) => v.from <= day && (!v.to || day <= v.to));
        if (!value) refuse(at, "standard");
        value = { ...value, unit: known.unit };
      }
      if (!value) {
        if (quantity.high > 0n) refuse(at, "standard");
        this.gross = zero;
        this.each = zero;
        this.money = true;
        return;
      }
      this.money = value.unit.includes("元");
      this.rate = one;
      if (this.money) {
        this.standard = decimal(value.value).times(integer(value.unit.startsWith("万元") ? 1_000_000n : 100n));
      } else {
        if (!value.unit.startsWith("%")) refuse(at, "standard");
        if (!moneyUnits[this.unit]) refuse(at, "unit");
        if (instalment) refuse(at, "paid");
        this.standard = integer(moneyUnits[this.unit]);
        this.rate = decimal(value.value).over(integer(100));
      }
      this.gross = this.standard.times(integer(periods));
      this.each = this.one(this.gross);
      if (instalment && this.gross.num >= limit) refuse(at, "periods");
      if (this.gross.times(integer(quantity.high)).num >= limit) refuse(at, "quantity");
    },
    /** What one comes to at a price before the share. */
    one(gross) {
      if (!instalment) return gross.times(this.rate).times(share);
      const upTo = gross.times(paid.plus(share)).round();
      return integer(upTo - gross.times(paid).round());
    },
    cost(n, each = this.each) {
      return each.times(integer(n)).round();
    },
    get about() {
      if (!instalment) return !this.each.times(integer(quantity.expected)).whole;
      return quantity.expected > 0n && !(this.gross.times(paid).whole && this.gross.times(paid.plus(share)).whole);
    },
  };
}

const sum = (list) => list.reduce((a, b) => a + b, 0n);
const targetOf = (t) => (t === undefined ? undefined : BigInt(typeof t === "number" ? t : t.exactly));

/** The standard that spreads an amount, to 元 (rule 10). */
function spread(published, by) {
  if (by.num <= 0n || published < 0n) return undefined;
  return integer(published).over(by).over(integer(100)).round() * 100n;
}

function comparisons(part, lines) {
  if (part.published === undefined) return;
  const published = decimal(part.published).times(integer(1_000_000n)).num;
  if (part.each.num > 0n && published >= 0n) {
    const n = integer(published).over(part.each).floor();
    if (n <= mostHeads && part.gross.times(integer(n)).num < limit) {
      lines.push(`${part.id}.implied ${n} ${yuan(published - part.cost(n))}`);
    }
  }
  if (!part.money) return;
  const times = integer(part.periods).times(part.share);
  const target = targetOf(part.target);
  const atTarget = target === undefined ? undefined : spread(published, times.times(integer(target)));
  if (atTarget !== undefined) lines.push(`${part.id}.at_target ${yuan(atTarget)}`);
  const atQuantity = spread(published, times.times(integer(part.quantity.expected)));
  if (atQuantity !== undefined) lines.push(`${part.id}.at_quantity ${yuan(atQuantity)}`);
}

/** The goals (rules 13 to 15). */
function goal(words, parts, lines) {
  const [, amount, what, step] = words;
  const [id, factor] = what.split(".");
  const part = parts.find((p) => p.id === id);
  const others = sum(parts.filter((p) => p !== part).map((p) => p.cost(p.quantity.expected)));
  const need = decimal(amount).times(integer(1_000_000n)).num - others;
  const room = limit - 1n - sum(parts.filter((p) => p !== part).map((p) => p.cost(p.quantity.high)));
  const say = (floor, ceiling) => {
    for (const [word, v] of [["floor", floor], ["ceiling", ceiling]]) {
      lines.push(`${words.join(" ")} ${word} ${v ? `${v.value} ${wan(others + v.cost)}` : "none"}`);
    }
  };
  if (factor === "share") return share(part, need, say);

  // the amount of the n-th value is round(n × each): linear, so it can be turned
  const q = part.quantity;
  let each = part.each;
  let most;
  let write = (n) => `${n}`;
  if (factor === "quantity") {
    most = part.gross.num > 0n ? integer(room).over(part.gross).floor() : mostHeads;
    if (most > mostHeads) most = mostHeads;
  } else {
    const fen = { 元: 100n, 分: 1n }[step];
    each = integer(q.expected * part.periods * fen).times(part.share);
    const times = q.high * part.periods;
    const top = 10n ** 14n - 1n;
    most = q.expected > 0n && times > 0n ? (room / times < top ? room / times : top) / fen : 0n;
    write = (n) => yuan(n * fen);
  }
  const value = (n) => ({ value: write(n), cost: each.times(integer(n)).round() });
  if (value(most).cost === 0n) return say();
  if (need < 0n) return say(undefined, value(0n));
  // round(n × each) ≤ need exactly when n × each < need + ½
  const bound = integer(need).plus(new Rational(1n, 2n)).over(each);
  let n = bound.whole ? bound.num - 1n : bound.floor();
  if (n > most) n = most;
  const floor = value(n);
  if (floor.cost === need) return say(floor, floor);
  say(floor, n < most ? value(n + 1n) : undefined);
}

function share(part, need, say) {
  const n = part.quantity.expected;
  const all = part.gross.times(part.rate ?? one);
  if (all.num === 0n || n === 0n || need < 0n) return say();
  const within = (s) => {
    const left = one.minus(part.paid);
    return s.num < 0n ? zero : s.compare(left) > 0 ? left : s;
  };
  if (!part.instalment) {
    const whole = all.times(integer(n));
    const top = whole.round();
    if (need > top) return say({ value: one, cost: top });
    const exact = { value: within(integer(need).over(whole)), cost: need };
    return say(exact, exact);
  }
  const before = all.times(part.paid).round();
  const most = all.num - before;
  const value = (x) => ({ value: within(integer(x + before).over(all).minus(part.paid)), cost: x * n });
  const x = need / n;
  if (x > most) return say(value(most));
  const floor = value(x);
  if (floor.cost === need) return say(floor, floor);
  say(floor, x < most ? value(x + 1n) : undefined);
}

/** Draws (rule 18). */
function draws(words, parts, lines) {
  const [, count, seed, budget] = words;
  const next = generator(seed);
  const totals = [];
  for (let i = 0; i < Number(count); i++) totals.push(parts.reduce((sum, p) => sum + p.cost(drawn(p.quantity, next)), 0n));
  const fen = decimal(budget).times(integer(1_000_000n)).num;
  const { lowest, p50, p90, highest } = spreadOf(totals);
  const above = totals.filter((t) => t > fen).length;
  lines.push(`${words.join(" ")} lowest ${wan(lowest)} p50 ${wan(p50)} p90 ${wan(p90)} highest ${wan(highest)} exceeding ${above}`);
}

/** What a case of an estimate must come to, as lines. */
export async function chain(files) {
  const model = JSON.parse(files["model.json"]);
  const standards = await register(JSON.parse(files["standards.json"] ?? "[]"));
  try {
    return await reckon(model, standards, (files.ask ?? "").split("\n").filter(Boolean));
  } catch (e) {
    if (e instanceof Refused) return [`refused ${e.message}`];
    throw e;
  }
}

async function reckon(model, standards, questions) {
  const lines = [];
  const parts = model.parts.map((p, i) => ready(p, i, model, standards));
  parts.forEach((p, i) => {
    const before = parts.slice(0, i);
    if (before.some((o) => o.id === p.id)) refuse(p.at, "id");
    if (before.some((o) => name(o.name) === name(p.name) && name(o.group) === name(p.group))) refuse(p.at, "name");
  });
  const bearers = model.bearers ?? [];
  let running = zero;
  bearers.slice(0, -1).forEach((b, i) => {
    running = running.plus(fraction(b.share ?? "0"));
    if (running.compare(one) > 0) refuse(`bearers[${i}]`, "share");
  });
  let high = 0n;
  for (const p of parts) {
    p.price();
    high += p.cost(p.quantity.high);
    if (high >= limit) refuse(p.at);
  }

  for (const p of parts) lines.push(`${p.id} ${wan(p.cost(p.quantity.expected))}${p.about ? " about" : ""}`);
  const total = sum(parts.map((p) => p.cost(p.quantity.expected)));
  const low = sum(parts.map((p) => p.cost(p.quantity.low)));
  lines.push(`total ${wan(total)}`);
  if (low !== high) lines.push(`low ${wan(low)}`, `high ${wan(high)}`);
  for (const g of new Set(parts.map((p) => name(p.group)).filter(Boolean))) {
    lines.push(`group ${g} ${wan(sum(parts.filter((p) => name(p.group) === g).map((p) => p.cost(p.quantity.expected))))}`);
  }
  let before = 0n;
  running = zero;
  bearers.forEach((b, i) => {
    running = running.plus(fraction(b.share ?? "0"));
    const upTo = i === bearers.length - 1 ? total : integer(total).times(running).round();
    lines.push(`bearer ${b.id} ${wan(upTo - before)}`);
    before = upTo;
  });
  for (const p of parts) comparisons(p, lines);
  whole(model, parts, total, lines);

  for (const question of questions) {
    const words = question.split(" ");
    if (words[0] === "goal") goal(words, parts, lines);
    if (words[0] === "draws") draws(words, parts, lines);
    if (words[0] === "table") table(words, parts, total, lines);
    if (words[0] === "tornado") {
      const bars = parts
        .filter((p) => p.quantity.low < p.quantity.high)
        .map((p) => {
          const others = total - p.cost(p.quantity.expected);
          return { id: p.id, low: others + p.cost(p.quantity.low), high: others + p.cost(p.quantity.high) };
        });
      bars.sort((a, b) => (b.high - b.low > a.high - a.low ? 1 : b.high - b.low < a.high - a.low ? -1 : 0));
      for (const b of bars) lines.push(`tornado ${b.id} ${wan(b.low)} ${wan(b.high)}`);
    }
  }
  return lines;
}

/** Rule 11. */
function whole(model, parts, total, lines) {
  const amounts = [...(model.published ?? []).map((p) => p.amount), ...(model.bearers ?? []).map((b) => b.published)];
  const printed = amounts.filter((a) => a !== undefined);
  if (printed.length === 0) return;
  const published = sum(printed.map((a) => decimal(a).times(integer(1_000_000n)).num));
  if (new Set(parts.map((p) => p.unit)).size > 1) return;
  const quantity = sum(parts.map((p) => p.quantity.expected));
  if (total > 0n && quantity > 0n && published >= 0n) {
    const n = (published * quantity) / total;
    lines.push(`implied ${n > mostHeads ? mostHeads : n}`);
  }
  const target = targetOf(model.target);
  const atTarget = target === undefined ? undefined : spread(published, integer(target));
  if (atTarget !== undefined) lines.push(`at_target ${yuan(atTarget)}`);
  const atQuantity = spread(published, integer(quantity));
  if (atQuantity !== undefined) lines.push(`at_quantity ${yuan(atQuantity)}`);
}

/** Rule 16: the standard in 元 for one, periods and share as they are. */
function table(words, parts, total, lines) {
  const [, id, quantities, standards] = words;
  const part = parts.find((p) => p.id === id);
  const others = total - part.cost(part.quantity.expected);
  for (const s of standards.split(",")) {
    const gross = decimal(s).times(integer(100n)).times(integer(part.periods));
    const each = part.instalment ? part.one(gross) : gross.times(part.share);
    const row = quantities.split(",").map((q) => wan(others + part.cost(BigInt(q), each)));
    lines.push(`table ${id} ${s} ${row.join(" ")}`);
  }
}
