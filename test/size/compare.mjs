// compare.mjs EMPTY OURS LIMIT: fails when the file OURS is more than LIMIT
// times EMPTY.

import { statSync } from "node:fs";

const [empty, ours, limit] = process.argv.slice(2);
const [base, size] = [empty, ours].map((path) => statSync(path).size);
const ratio = size / base;
console.log(`empty page ${base} bytes, ours ${size} bytes, both brotli: ${ratio.toFixed(3)} times, at most ${limit}`);
if (ratio > Number(limit)) process.exit(1);
