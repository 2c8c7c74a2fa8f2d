/** A puzzle from the server, where many begin to write at once: done in slices, so that nobody notices. */

/** SHA-256's first 32 bits of the fractional parts of the roots of the first primes: of the square root, of the cube root. */
const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (power: number) => primes.map((prime) => (prime ** power % 1) * 2 ** 32 | 0);
const K = fraction(1 / 3);
const BEGIN = fraction(1 / 2).slice(0, 8);
const W = new Int32Array(64);

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));

/** The first 32 bits of the SHA-256 of at most 55 ASCII characters. (crypto.subtle is slower for one block, and missing without https.) */
export function head(text: string): number {
  const { length } = text;
  W.fill(0);
  for (let i = 0; i <= length; i++) W[i >> 2]! |= (i < length ? text.charCodeAt(i) : 128) << (24 - 8 * (i & 3));
  W[15] = length * 8;
  let [a, b, c, d, e, f, g, h] = BEGIN as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    if (i > 15) {
      const x = W[i - 15]!;
      const y = W[i - 2]!;
      W[i] = W[i - 16]! + W[i - 7]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0;
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (a + BEGIN[0]!) >>> 0;
}

/** `BITS.UNTIL.SALT.SIGN`: with the number for which SHA-256 of `SIGN.number` begins with so many zero bits. */
export default async function solve(puzzle: string): Promise<string> {
  const [bits, , , sign] = puzzle.split(".");
  const below = 2 ** (32 - +bits!);
  for (let n = 0; ; ) {
    for (const until = performance.now() + 8; performance.now() < until; )
      for (let i = 0; i < 99; i++, n++) if (head(sign + "." + n) < below) return puzzle + "." + n;
    await new Promise((go) => setTimeout(go));
  }
}
