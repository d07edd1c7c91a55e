// Exact numbers: quotients of BigInts, and the ways amounts are written.

const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));
const abs = (a) => (a < 0n ? -a : a);

export class Rational {
  constructor(num, den = 1n) {
    if (den === 0n) throw new Error("a quotient by 0");
    if (den < 0n) [num, den] = [-num, -den];
    const g = gcd(abs(num), den);
    this.num = num / g;
    this.den = den / g;
  }
  plus(o) {
    return new Rational(this.num * o.den + o.num * this.den, this.den * o.den);
  }
  minus(o) {
    return this.plus(new Rational(-o.num, o.den));
  }
  times(o) {
    return new Rational(this.num * o.num, this.den * o.den);
  }
  over(o) {
    return new Rational(this.num * o.den, this.den * o.num);
  }
  compare(o) {
    const d = this.num * o.den - o.num * this.den;
    return d < 0n ? -1 : d > 0n ? 1 : 0;
  }
  get whole() {
    return this.den === 1n;
  }
  /** The greatest integer that is not above. */
  floor() {
    const q = this.num / this.den;
    return this.num % this.den < 0n ? q - 1n : q;
  }
  /** The nearest integer, half away from zero. */
  round() {
    const q = (2n * abs(this.num) + this.den) / (2n * this.den);
    return this.num < 0n ? -q : q;
  }
  toString() {
    return this.whole ? `${this.num}` : `${this.num}/${this.den}`;
  }
}

export const integer = (n) => new Rational(BigInt(n));

/** A plain decimal, a/b or a percentage. */
export function fraction(text) {
  if (text.endsWith("%")) return fraction(text.slice(0, -1).trim()).over(integer(100));
  const [a, b = "1"] = text.split("/");
  return decimal(a).over(decimal(b));
}

export function decimal(text) {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const n = new Rational(BigInt(whole + part), 10n ** BigInt(part.length));
  return sign ? new Rational(-n.num, n.den) : n;
}

/** 分 in 万元: two decimals, more where they are needed. */
export function wan(fen) {
  const digits = abs(fen).toString().padStart(7, "0");
  const decimals = digits.slice(-6).replace(/0+$/, "").padEnd(2, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -6)}.${decimals}`;
}

/** 分 in 元: two decimals where there are 分. */
export function yuan(fen) {
  const digits = abs(fen).toString().padStart(3, "0");
  const decimals = digits.slice(-2);
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}${decimals === "00" ? "" : `.${decimals}`}`;
}
