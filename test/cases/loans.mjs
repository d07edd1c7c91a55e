// loans.mjs [--write]: works the cases of budgetcore/loan/testdata/cases out a
// second time, from the rules of docs/loans.md alone: day by day, in fractions
// of BigInt. Ends with 1 where a case expects something else; --write puts what
// comes out into the cases.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drawn, generator, spread as spreadOf } from "./draws.mjs";

const root = new URL("../../budgetcore/loan/", import.meta.url);
const folder = new URL("testdata/cases/", root);
const write = process.argv.includes("--write");
const defaults = JSON.parse(readFileSync(new URL("data/terms.json", root), "utf8"));

// Fractions: [numerator, denominator], the denominator above 0.
const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);
const frac = (n, d = 1n) => {
  const g = gcd(n, d) || 1n;
  return [n / g, d / g];
};
const add = (a, b) => frac(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const sub = (a, b) => frac(a[0] * b[1] - b[0] * a[1], a[1] * b[1]);
const mul = (a, b) => frac(a[0] * b[0], a[1] * b[1]);
const less = (a, b) => a[0] * b[1] < b[0] * a[1];
const least = (a, b) => (less(b, a) ? b : a);
const most = (a, b) => (less(a, b) ? b : a);
const zero = frac(0n);
const decimal = (s) => {
  const [whole, part = ""] = s.split(".");
  return frac(BigInt(whole + part), 10n ** BigInt(part.length));
};
// round is to whole 分, half away from zero; nothing here is below zero.
const round = ([n, d]) => (2n * n + d) / (2n * d);
const fen = (wan) => mul(decimal(wan), frac(1_000_000n));
const percent = (s) => mul(decimal(s), frac(1n, 100n));
const yuan = (n) => `${n / 100n}.${String(n % 100n).padStart(2, "0")}`;

// Days are [year, month, day].
const parse = (s) => s.split("-").map(Number);
const show = (d) => `${d[0]}-${String(d[1]).padStart(2, "0")}-${String(d[2]).padStart(2, "0")}`;
const monthOf = (d) => show(d).slice(0, 7);
const leap = (y) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
const lengthOf = (y, m) => [31, leap(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
const shift = (y, m, n) => {
  const k = y * 12 + m - 1 + n;
  return [Math.floor(k / 12), (k % 12) + 1];
};
const later = ([y, m, d], n) => {
  const [year, month] = shift(y, m, n);
  return [year, month, Math.min(d, lengthOf(year, month))];
};
const tomorrow = ([y, m, d]) => (d < lengthOf(y, m) ? [y, m, d + 1] : [...shift(y, m, 1), 1]);
const before = (a, b) => show(a) < show(b);
const of30 = ([y, m, d]) => BigInt(30 * (12 * y + m) + Math.min(d, 30));

function inForce(terms, series, day) {
  const s = show(day);
  const found = terms[series].filter((e) => (e.from ?? "0") <= s && s <= (e.until ?? "9"));
  if (found.length !== 1) throw new Error(`${series} on ${s}: ${found.length} values`);
  return found[0].value;
}

// months works one loan out: interest and subsidy in 分 by month.
const worked = new Map();
function months({ id, count, ...loan }, terms) {
  const key = JSON.stringify([loan, terms]);
  if (!worked.has(key)) worked.set(key, workOut(loan, terms));
  return worked.get(key);
}

function workOut(loan, terms) {
  const granted = parse(loan.granted);
  const contract = parse(loan.signed ?? loan.granted);
  const value = (series) => inForce(terms, series, contract);
  const firm = loan.borrower === "firm";
  const kind = firm ? "firm" : "person";

  const due = later(granted, loan.term);
  const end = loan.repaid ? parse(loan.repaid) : due;
  const limit = Math.min(Number(value(`${kind}_term`)), Number(value(`${kind}_subsidy_term`)));
  const subsidyEnd = later(granted, limit);

  const rate = percent(loan.rate);
  const borne = most(zero, sub(percent(value("lpr")), percent(value("borrower_margin"))));
  const subsidised = most(zero, sub(rate, borne));

  const count = value("day_count");
  const year = count === "actual/365" ? 365n : 360n;
  const amount = fen(loan.amount)[0];

  // Rule 2: what has been repaid by a day, its own repayments included.
  const repaidBy = (day) => {
    if (loan.repayment === "equal") {
      let k = 0;
      while (k < loan.term && !before(day, later(granted, k + 1))) k++;
      return (amount * BigInt(k)) / BigInt(loan.term);
    }
    return (loan.repayments ?? [])
      .filter((r) => !before(day, parse(r.on)))
      .reduce((sum, r) => sum + fen(r.amount)[0], 0n);
  };
  // Rule 7: heads at the end of the loan's last day in the month.
  const headsIn = (day) => {
    let last = day;
    while (monthOf(tomorrow(last)) === monthOf(day) && before(tomorrow(last), end)) last = tomorrow(last);
    let heads = loan.heads;
    for (const c of loan.head_changes ?? []) if (!before(last, parse(c.on))) heads = c.heads;
    return BigInt(Math.min(heads, loan.heads));
  };

  const all = new Map();
  for (let day = granted; before(day, end); day = tomorrow(day)) {
    const key = monthOf(day);
    if (!all.has(key)) all.set(key, { interest: zero, subsidy: zero, heads: firm ? headsIn(day) : 0n });
    const month = all.get(key);
    const weight = count === "30/360" ? of30(tomorrow(day)) - of30(day) : 1n;
    const standing = frac(amount - repaidBy(day));
    const perYear = frac(weight, year);
    month.interest = add(month.interest, mul(mul(standing, rate), perYear));
    if (!before(day, subsidyEnd)) continue;
    let cap;
    let share = frac(1n);
    if (!firm) {
      cap = fen(value("person_cap"));
    } else {
      let heads = month.heads;
      if (value("heads_rule") === "proportional") {
        share = frac(heads, BigInt(loan.heads));
        heads = BigInt(loan.heads);
      }
      cap = least(mul(fen(value("firm_cap_per_head")), frac(heads)), fen(value("firm_cap")));
    }
    const counted = mul(least(standing, cap), share);
    month.subsidy = add(month.subsidy, mul(mul(counted, subsidised), perYear));
  }
  return new Map(
    [...all].map(([key, m]) => {
      const interest = round(m.interest);
      const subsidy = round(m.subsidy);
      return [key, { interest, subsidy, borne: interest - subsidy }];
    }),
  );
}

// claimOf is rule 11: the months in which a month's subsidy is claimed and paid.
function claimOf(month, terms) {
  const [y, m] = month.split("-").map(Number);
  for (const part of inForce(terms, "claims", [y, m, 1]).split(" ")) {
    const [first, last, claim, payment] = part.split(/[-:]/).map(Number);
    const covered = first <= last ? first <= m && m <= last : m >= first || m <= last;
    if (!covered) continue;
    let n = 1;
    while (shift(y, m, n)[1] !== claim) n++;
    const claimed = shift(y, m, n);
    while (shift(y, m, n)[1] !== payment) n++;
    return [claimed, shift(y, m, n)].map((at) => show([...at, 1]).slice(0, 7));
  }
  throw new Error(`${month}: no claim`);
}

// spread is rule 13.
function* spread(a) {
  const first = a.first_month ?? 1;
  const n = (a.last_month ?? 12) - first + 1;
  for (let k = 1; k <= n; k++) {
    const count = Math.floor((a.count * k) / n) - Math.floor((a.count * (k - 1)) / n);
    if (!count) continue;
    const month = first + k - 1;
    const granted = show([a.year, month, Math.min(a.day ?? 15, lengthOf(a.year, month))]);
    yield { ...a, id: `${a.id}-${granted.slice(0, 7)}`, granted, count };
  }
}

function work(model) {
  const terms = { ...defaults, ...model.terms };
  const loans = [...(model.loans ?? [])];
  for (const a of model.assumptions ?? []) loans.push(...spread(a));
  const byMonth = new Map();
  const byYear = new Map();
  const yearOf = (y) => {
    if (!byYear.has(y)) byYear.set(y, { granted: 0n, reward: zero, person: 0n, firm: 0n });
    return byYear.get(y);
  };
  const byLoan = [];
  for (const loan of loans) {
    const count = BigInt(loan.count ?? 1);
    const sums = { interest: 0n, borne: 0n, subsidy: 0n };
    for (const [month, m] of months(loan, terms)) {
      if (!byMonth.has(month)) byMonth.set(month, { interest: 0n, borne: 0n, subsidy: 0n });
      for (const key of ["interest", "borne", "subsidy"]) {
        byMonth.get(month)[key] += m[key] * count;
        sums[key] += m[key] * count;
      }
      const paid = claimOf(month, terms)[1];
      yearOf(paid.slice(0, 4))[loan.borrower] += m.subsidy * count;
      yearOf(month.slice(0, 4));
    }
    byLoan.push([loan.id, sums]);
    const y = yearOf(loan.granted.slice(0, 4));
    const amount = fen(loan.amount)[0] * count;
    y.granted += amount;
    y.reward = add(y.reward, mul(frac(amount), percent(inForce(terms, "reward", parse(loan.granted)))));
  }
  const lines = ["month,interest,borne,subsidy,claim,paid"];
  for (const [month, m] of [...byMonth].sort()) {
    lines.push([month, yuan(m.interest), yuan(m.borne), yuan(m.subsidy), ...claimOf(month, terms)].join());
  }
  lines.push("year,granted,paid to persons,paid to firms,reward,need");
  for (const [year, y] of [...byYear].sort()) {
    const reward = round(y.reward);
    lines.push([year, ...[y.granted, y.person, y.firm, reward, y.person + y.firm + reward].map(yuan)].join());
  }
  lines.push("loan,interest,borne,subsidy");
  for (const [id, s] of byLoan) lines.push([id, yuan(s.interest), yuan(s.borne), yuan(s.subsidy)].join());
  const y = byYear.get(String(model.year));
  return { lines, need: y ? y.person + y.firm + round(y.reward) : 0n };
}

// Rules 14 to 17. A count is a number, or an object with a range.
const expected = (a) => a.count.expected ?? a.count;
const certain = (model, counts = new Map()) => ({
  ...model,
  assumptions: (model.assumptions ?? []).map((a) => ({ ...a, count: counts.get(a.id) ?? expected(a) })),
});

function whatIf(model) {
  const ranged = (model.assumptions ?? []).filter((a) => typeof a.count === "object");
  if (!ranged.length) return [];
  const need = (counts) => work(certain(model, new Map(counts))).need;
  const widest = (bars) =>
    bars
      .map((b) => ({ ...b, span: b.high > b.low ? b.high - b.low : b.low - b.high }))
      .sort((a, b) => (a.span < b.span ? 1 : a.span > b.span ? -1 : 0))
      .map((b) => [b.name, yuan(b.low), yuan(b.high)].join());
  const lines = ["number,low,high"];
  lines.push(...widest(ranged.map((a) => ({ name: a.id, low: need([[a.id, a.count.low]]), high: need([[a.id, a.count.high]]) }))));

  const base = certain(model);
  const tenths = [];
  const lever = (name, change) => {
    const [low, high] = [9n, 11n].map((n) => {
      const m = structuredClone(base);
      change(m, n);
      return work(m).need;
    });
    tenths.push({ name, low, high });
  };
  const wan = (s, n) => {
    const fens = (fen(s)[0] * n) / 10n;
    return `${fens / 1_000_000n}.${String(fens % 1_000_000n).padStart(6, "0")}`;
  };
  const rate = (s, n) => {
    const parts = (mul(decimal(s), frac(10_000n))[0] * n) / 10n;
    return `${parts / 10_000n}.${String(parts % 10_000n).padStart(4, "0")}`;
  };
  base.assumptions.forEach((a, i) => {
    lever(`${a.id} number`, (m, n) => (m.assumptions[i].count = Math.floor((a.count * Number(n)) / 10)));
    lever(`${a.id} size`, (m, n) => (m.assumptions[i].amount = wan(a.amount, n)));
    lever(`${a.id} rate`, (m, n) => (m.assumptions[i].rate = rate(a.rate, n)));
  });
  if (base.loans?.length) {
    lever("table size", (m, n) => {
      for (const l of m.loans) {
        l.amount = wan(l.amount, n);
        for (const p of l.repayments ?? []) p.amount = wan(p.amount, n);
      }
    });
    lever("table rate", (m, n) => {
      for (const l of m.loans) l.rate = rate(l.rate, n);
    });
  }
  lever("lpr", (m, n) => {
    m.terms = { ...m.terms, lpr: (m.terms?.lpr ?? defaults.lpr).map((e) => ({ ...e, value: rate(e.value, n) })) };
  });
  lines.push("a tenth,less,more", ...widest(tenths));

  const next = generator(1);
  const totals = [];
  for (let i = 0; i < 300; i++) {
    totals.push(need(ranged.map((a) => {
      const [low, likely, high] = [a.count.low, a.count.expected, a.count.high].map(BigInt);
      return [a.id, Number(drawn({ low, expected: likely, high }, next))];
    })));
  }
  const { lowest, p50, p90, highest } = spreadOf(totals);
  lines.push("draws,lowest,p50,p90,highest", ["300 of seed 1", ...[lowest, p50, p90, highest].map(yuan)].join());
  return lines;
}

let cases = 0;
let wrong = 0;
for (const name of readdirSync(folder).filter((n) => n.endsWith(".txtar")).sort()) {
  const file = new URL(name, folder);
  const [head, ...parts] = readFileSync(file, "utf8").split(/^-- (.+) --\n/m);
  const sections = [];
  for (let i = 0; i < parts.length; i += 2) sections.push({ name: parts[i], text: parts[i + 1] });
  for (const section of sections) {
    if (!section.name.endsWith("/expected.csv")) continue;
    const id = section.name.slice(0, section.name.indexOf("/"));
    const model = JSON.parse(sections.find((s) => s.name === `${id}/model.json`).text);
    const got = `${[...work(certain(model)).lines, ...whatIf(model)].join("\n")}\n`;
    cases++;
    if (got === section.text) continue;
    if (write) {
      section.text = got;
      continue;
    }
    wrong++;
    const want = section.text.split("\n");
    const at = got.split("\n").findIndex((line, i) => line !== want[i]);
    console.error(`${name}: ${id}: line ${at + 1} is ${got.split("\n")[at]}, expected ${want[at]}`);
  }
  if (write) writeFileSync(file, head + sections.map((s) => `-- ${s.name} --\n${s.text}`).join(""));
}
console.log(`${cases} cases of ${fileURLToPath(folder)}, ${wrong} wrong`);
if (wrong || !cases) process.exitCode = 1;
