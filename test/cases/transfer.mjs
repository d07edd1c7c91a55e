// The cases of budgetcore/transfer computed a second time, from
// docs/transfer.md alone, in whole numbers and exact fractions. Says which
// differ and exits 1; --write fills in what is expected instead.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const dir = fileURLToPath(new URL("../../budgetcore/transfer/testdata/cases/", import.meta.url));
const WAN = 1_000_000n; // 分
const LIMIT = 1_000_000_000n * WAN;

class Refused extends Error {}

// ---- numbers

function decimal(text, places) {
  const [, sign, whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (rest.length > places) throw new Error(`${text}: more than ${places} decimals`);
  const n = BigInt(whole + rest.padEnd(places, "0"));
  return sign ? -n : n;
}

const amount = (text) => decimal(text, 6);

function show(fen) {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(7, "0");
  const rest = digits.slice(-6).replace(/0+$/, "").padEnd(2, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -6)}.${rest}`;
}

const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);

function frac(num, den = 1n) {
  const g = gcd(num, den) || 1n;
  return den < 0n ? { n: -num / g, d: -den / g } : { n: num / g, d: den / g };
}

const add = (a, b) => frac(a.n * b.d + b.n * a.d, a.d * b.d);
const sub = (a, b) => frac(a.n * b.d - b.n * a.d, a.d * b.d);
const mul = (a, b) => frac(a.n * b.n, a.d * b.d);
const div = (a, b) => frac(a.n * b.d, a.d * b.n);
const cmp = (a, b) => {
  const d = a.n * b.d - b.n * a.d;
  return d < 0n ? -1 : d > 0n ? 1 : 0;
};
const abs = (a) => (a.n < 0n ? frac(-a.n, a.d) : a);
const sum = (list) => list.reduce(add, frac(0n));
const floor = (a) => (a.n >= 0n ? a.n / a.d : -((-a.n + a.d - 1n) / a.d));

function roundAway(a) {
  const half = (2n * abs(a).n + a.d) / (2n * a.d);
  return a.n < 0n ? -half : half;
}

function share(text) {
  const [over, under = "1"] = text.split("/");
  return div(frac(decimal(over, 18), 10n ** 18n), frac(decimal(under, 18), 10n ** 18n));
}

const weight = (text) => frac(decimal(text, 9), 10n ** 9n);

// ---- S: splits

function split(total, unit, names, weights, bounds) {
  if (total % unit) throw new Refused("unit");
  const at = new Map(names.map((name, i) => [name, i]));
  const low = names.map(() => 0n);
  const high = names.map(() => null);
  for (const b of bounds) {
    if (!at.has(b.name)) throw new Refused("unknown");
    const i = at.get(b.name);
    for (const v of [b.min, b.max]) if (v != null && (v < 0n || v % unit)) throw new Refused("bound");
    if (b.min != null) low[i] = b.min / unit;
    if (b.max != null) high[i] = b.max / unit;
    if (high[i] != null && high[i] < low[i]) throw new Refused("crossed");
  }
  if (bounds.length && total < 0n) throw new Refused("negative");
  const units = (total < 0n ? -total : total) / unit;
  if (weights.every((w) => w.n === 0n)) throw new Refused("weights");
  const plain = (list) => list.reduce((a, b) => a + b, 0n);
  if (plain(low) > units) throw new Refused("minima");
  if (high.every((h) => h != null) && plain(high) < units) throw new Refused("maxima");
  const takers = names.map((_, i) => i).filter((i) => weights[i].n > 0n);
  if (takers.every((i) => high[i] != null)) {
    const reach = plain(names.map((_, i) => (weights[i].n > 0n ? high[i] : low[i])));
    if (reach < units) throw new Refused("reach");
  }

  // S3: the sum of clamp(λw) is a rising broken line; λ is looked for piece by
  // piece between the points where it bends.
  const clamped = (lambda) =>
    names.map((_, i) => {
      let x = mul(lambda, weights[i]);
      if (cmp(x, frac(low[i])) < 0) x = frac(low[i]);
      if (high[i] != null && cmp(x, frac(high[i])) > 0) x = frac(high[i]);
      return x;
    });
  const bends = [frac(0n)];
  for (const i of takers) {
    bends.push(div(frac(low[i]), weights[i]));
    if (high[i] != null) bends.push(div(frac(high[i]), weights[i]));
  }
  bends.sort(cmp);
  const want = frac(units);
  let lambda = null;
  for (let k = 0; k < bends.length && lambda === null; k++) {
    const from = sum(clamped(bends[k]));
    if (k + 1 === bends.length) {
      const rising = takers.filter((i) => high[i] == null);
      const slope = sum(rising.map((i) => weights[i]));
      lambda = slope.n ? add(bends[k], div(sub(want, from), slope)) : bends[k];
    } else {
      const to = sum(clamped(bends[k + 1]));
      if (cmp(want, to) > 0) continue;
      lambda = bends[k];
      if (cmp(from, to) < 0) {
        lambda = add(lambda, mul(sub(bends[k + 1], bends[k]), div(sub(want, from), sub(to, from))));
      }
    }
  }
  const exact = clamped(lambda);
  // S2
  const got = exact.map(floor);
  let left = units - plain(got);
  const rest = exact.map((x, i) => sub(x, frac(got[i])));
  const order = names.map((_, i) => i).sort((a, b) => cmp(rest[b], rest[a]) || a - b);
  for (const i of order) {
    if (left === 0n) break;
    got[i]++;
    left--;
  }
  return got.map((n) => (total < 0n ? -n : n) * unit);
}

// ---- T: tables; all roundings, row by row, the best for each set of columns

function round(exact, total, rowsGiven, columnsGiven) {
  const m = exact[0].length;
  const base = exact.map((row) => row.map(floor));
  const distance = (n, x) => abs(sub(frac(n), x));
  const lex = (a, b) => {
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] > b[i] ? -1 : 1;
    return 0;
  };
  const near = (n, x) => cmp(distance(n, x), frac(1n)) < 0;
  const better = (a, b) => cmp(a.totals, b.totals) || cmp(a.cells, b.cells) || lex(a.rows, b.rows) || lex(a.columns, b.columns) || lex(a.flat, b.flat);
  let states = new Map([["", { totals: frac(0n), cells: frac(0n), rows: [], columns: Array(m).fill(0n), flat: [] }]]);
  exact.forEach((row, i) => {
    const next = new Map();
    const rowExact = sum(row);
    for (const s of states.values()) {
      for (let bits = 0; bits < 1 << m; bits++) {
        if (row.some((x, j) => (bits >> j) & 1 && x.d === 1n)) continue;
        const cells = row.map((_, j) => base[i][j] + BigInt((bits >> j) & 1));
        const rowSum = cells.reduce((a, b) => a + b, 0n);
        if (rowsGiven ? rowSum !== rowsGiven[i] : !near(rowSum, rowExact)) continue;
        const one = {
          totals: rowsGiven ? s.totals : add(s.totals, distance(rowSum, rowExact)),
          cells: add(s.cells, sum(cells.map((n, j) => distance(n, row[j])))),
          rows: [...s.rows, rowSum],
          columns: s.columns.map((n, j) => n + cells[j]),
          flat: [...s.flat, ...cells],
        };
        const key = one.columns.join();
        if (!next.has(key) || better(one, next.get(key)) < 0) next.set(key, one);
      }
    }
    states = next;
  });
  let best = null;
  for (const s of states.values()) {
    let ok = s.columns.reduce((a, b) => a + b, 0n) === total;
    for (let j = 0; j < m; j++) {
      const x = sum(exact.map((row) => row[j]));
      if (columnsGiven) ok &&= s.columns[j] === columnsGiven[j];
      else {
        ok &&= near(s.columns[j], x);
        s.totals = add(s.totals, distance(s.columns[j], x));
      }
    }
    if (ok && (!best || better(s, best) < 0)) best = s;
  }
  return exact.map((_, i) => best.flat.slice(i * m, (i + 1) * m));
}

const csv = (rows) => rows.map((row) => row.join(",") + "\n").join("");

function tableRows(rows, columns, cells, unit) {
  const money = cells.map((row) => row.map((n) => n * unit));
  const plain = (list) => list.reduce((a, b) => a + b, 0n);
  const out = money.map((row, i) => [rows[i], ...row.map(show), show(plain(row))]);
  const totals = columns.map((_, j) => plain(money.map((row) => row[j])));
  return [...out, ["", ...totals.map(show), show(plain(totals))]];
}

function table(t) {
  const unit = amount(t.unit);
  let exact, total, down, across;
  if (t.weights) {
    total = amount(t.amount);
    if (total % unit) throw new Refused("unit");
    const all = sum(t.weights.flat().map(weight));
    if (all.n === 0n) throw new Refused("weights");
    total /= unit;
    exact = t.weights.map((row) => row.map((w) => div(mul(frac(total), weight(w)), all)));
  } else {
    down = t.row_totals.map((a) => amount(a) / unit);
    across = t.column_totals.map((a) => amount(a) / unit);
    total = down.reduce((a, b) => a + b, 0n);
    if (total !== across.reduce((a, b) => a + b, 0n)) throw new Refused("totals");
    exact = down.map((r) => across.map((c) => (total ? frac(r * c, total) : frac(0n))));
  }
  return csv([["", ...t.columns, ""], ...tableRows(t.rows, t.columns, round(exact, total, down, across), unit)]);
}

// ---- C: the cycle

const columns = ["cost", "due", "own", "advance", "settlement", "carried_in", "top_up", "deduction", "transfer", "carried_out"];

function model(m) {
  const unit = amount(m.unit ?? "0.01");
  const all = [["year", "district", ...columns]];
  const groups = [];
  let before = null;
  for (const y of m.years) {
    const rows = m.districts.map((d) => (y.rows ?? []).find((r) => r.district === d) ?? {});
    const count = (r, g) => (r.counts ?? []).find((c) => c.group === g) ?? {};
    // one cost a group, null where something is missing
    const costs = (r, field) => {
      const list = (y.groups ?? []).map((g) => {
        const c = count(r, g.name);
        const standard = c.standard_yuan ?? g.standard_yuan;
        return c[field] == null || standard == null ? null : BigInt(c[field]) * decimal(standard, 2);
      });
      return list.length === 0 || list.includes(null) ? null : list;
    };
    const plain = (list) => list.reduce((a, b) => a + b, 0n);
    const city = (r) => (r.share ?? y.share) && share(r.share ?? y.share);
    const now = rows.map((r) => {
      const e = {};
      const list = costs(r, "heads");
      if (list) {
        e.cost = plain(list);
        if (e.cost >= LIMIT) throw new Refused("large");
        if (city(r)) {
          e.due = roundAway(mul(frac(e.cost), city(r)));
          e.own = e.cost - e.due;
        }
      }
      return e;
    });
    const weights = (by) => {
      const list = rows.map((r, d) => {
        if (by === "weights") return r.weight && weight(r.weight);
        if (by === "ratios") return r.ratio && weight(r.ratio);
        if (by === "settlement") return before && before[d].due != null && frac(before[d].due);
        const heads = costs(r, by);
        return heads && city(r) && mul(frac(plain(heads)), city(r));
      });
      return list.every(Boolean) ? list : null;
    };
    const bounds = rows.map((r, d) => ({
      name: m.districts[d],
      min: r.min == null ? null : amount(r.min),
      max: r.max == null ? null : amount(r.max),
    }));
    const by = y.advance?.by ?? "given";
    if (by === "given") {
      rows.forEach((r, d) => {
        const b = bounds[d];
        if (b.max != null && b.max < (b.min ?? 0n)) throw new Refused("crossed");
        if (r.advance == null) return;
        now[d].advance = amount(r.advance);
        if (now[d].advance < (b.min ?? 0n) || (b.max != null && now[d].advance > b.max)) throw new Refused("outside");
      });
    } else {
      const list = weights(by);
      if (list && y.advance.total != null) {
        split(amount(y.advance.total), unit, m.districts, list, bounds).forEach((a, d) => (now[d].advance = a));
        if (by === "heads" || by === "planned") {
          const exact = rows.map((r, d) => {
            const c = costs(r, by);
            return c.map((x) => (plain(c) ? frac(now[d].advance * x, unit * plain(c)) : frac(0n)));
          });
          const got = round(exact, amount(y.advance.total) / unit, now.map((e) => e.advance / unit), null);
          const names = y.groups.map((g) => g.name);
          groups.push([y.year, ...names, ""], ...tableRows(m.districts, names, got, unit));
        }
      }
    }
    const opening = y.opening?.by;
    now.forEach((e, d) => {
      if (before) e.carried_in = before[d].carried_out;
      else if (!opening) e.carried_in = 0n;
      else if (opening === "given" && rows[d].opening != null) e.carried_in = amount(rows[d].opening);
    });
    if (!before && (opening === "weights" || opening === "ratios")) {
      const list = weights(opening);
      if (list && y.opening.total != null) {
        split(amount(y.opening.total), unit, m.districts, list, []).forEach((a, d) => (now[d].carried_in = a));
      }
    }
    for (const e of now) {
      if (e.due != null && e.advance != null) e.settlement = e.due - e.advance;
      if (e.carried_in == null) continue;
      if (e.carried_in >= 0n) [e.top_up, e.deduction] = [e.carried_in, 0n];
      else if (e.advance != null) [e.top_up, e.deduction] = [0n, -e.carried_in < e.advance ? -e.carried_in : e.advance];
      if (e.advance == null) continue;
      e.transfer = e.advance + e.top_up - e.deduction;
      if (e.settlement != null) e.carried_out = e.settlement + e.carried_in - e.top_up + e.deduction;
    }
    const total = {};
    for (const c of columns) if (now.every((e) => e[c] != null)) total[c] = plain(now.map((e) => e[c]));
    [...now, total].forEach((e, d) => all.push([y.year, m.districts[d] ?? "", ...columns.map((c) => (e[c] == null ? "" : show(e[c])))]));
    before = now;
  }
  return csv(all) + (groups.length ? "\n" + csv(groups) : "");
}

function splitCase(s) {
  const names = (s.weights ?? s.heads).map((w) => w[0]);
  const weights = s.weights
    ? s.weights.map((w) => weight(w[1]))
    : s.heads.map(([, heads, standard, part]) => mul(frac(BigInt(heads) * decimal(standard, 2)), share(part)));
  const bounds = (s.bounds ?? []).map((b) => ({
    name: b.name,
    min: b.min == null ? null : amount(b.min),
    max: b.max == null ? null : amount(b.max),
  }));
  const got = split(amount(s.amount), amount(s.unit), names, weights, bounds);
  return csv(got.map((a, i) => [names[i], show(a)]));
}

// ---- the files

function parse(text) {
  const parts = text.split(/^-- (.+) --\n/m);
  const files = {};
  for (let i = 1; i < parts.length; i += 2) files[parts[i]] = parts[i + 1];
  return { comment: parts[0], files };
}

const kinds = { "model.json": model, "split.json": splitCase, "table.json": table };
const write = process.argv.includes("--write");
let wrong = 0;
const names = readdirSync(dir).filter((name) => name.endsWith(".txtar"));
for (const name of names) {
  const { comment, files } = parse(readFileSync(dir + name, "utf8"));
  const kind = Object.keys(kinds).find((k) => k in files);
  let got;
  try {
    got = kinds[kind](JSON.parse(files[kind]));
  } catch (err) {
    if (!(err instanceof Refused)) throw new Error(name, { cause: err });
    got = `refused: ${err.message}\n`;
  }
  if (write) {
    writeFileSync(dir + name, `${comment}-- ${kind} --\n${files[kind]}-- want --\n${got}`);
  } else if (got !== files.want) {
    wrong++;
    console.error(`${name}: computed\n${got}expected\n${files.want}`);
  }
}
console.log(`${names.length} cases, ${wrong} differ`);
process.exit(wrong || names.length === 0 ? 1 : 0);
