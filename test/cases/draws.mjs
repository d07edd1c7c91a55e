// Draws from triangles, by rule 18 of docs/estimates.md, in BigInt.

const mask = (1n << 64n) - 1n;

/** The numbers of a seed, one 64-bit u a call. */
export function generator(seed) {
  const mul = 2549297995355413924n * (1n << 64n) + 4865540595714422341n;
  const inc = 6364136223846793005n * (1n << 64n) + 1442695040888963407n;
  let state = BigInt(seed) << 64n;
  return () => {
    state = (state * mul + inc) & ((1n << 128n) - 1n);
    let hi = state >> 64n;
    const lo = state & mask;
    hi ^= hi >> 32n;
    hi = (hi * 0xda942042e4dd58b5n) & mask;
    hi ^= hi >> 48n;
    return (hi * (lo | 1n)) & mask;
  };
}

const root = (v) => {
  let x = BigInt(Math.floor(Math.sqrt(Number(v)))); // a guess, then made right
  while (x * x > v) x--;
  while ((x + 1n) * (x + 1n) <= v) x++;
  return v - x * x > x ? x + 1n : x;
};

/** A quantity drawn with the next number; one without a range takes none. */
export function drawn({ low, expected, high }, next) {
  if (low === high) return expected;
  const [a, b, s] = [expected - low, high - expected, high - low];
  const u = next();
  return b === 0n || u < (a << 64n) / s ? low + root((u * s * a) >> 64n) : high - root(((mask - u) * s * b) >> 64n);
}

/** The ends of totals, and what half and nine tenths of them do not exceed. */
export function spread(totals) {
  const sorted = [...totals].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const n = sorted.length;
  const nth = (k) => sorted[k - 1];
  return { lowest: nth(1), p50: nth(Math.ceil(n / 2)), p90: nth(Math.ceil((9 * n) / 10)), highest: nth(n) };
}
