import { ArgumentError } from './argument-error.ts';

/** A source of random numbers; the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * An own generator: xoshiro128** (Blackman and Vigna 2018), its state filled by splitmix32 from the seed.
 *
 * @param seed  any finite number
 * @param stream  a whole number; streams of one seed are independent (the cloud, the batches, the initial weights each take their own)
 * @throws ArgumentError when `seed` or `stream` is not finite
 */
export function createRandom(seed: number, stream = 0): Random {
  if (!Number.isFinite(seed)) throw new ArgumentError('seed', `must be a finite number, not ${seed}`);
  if (!Number.isFinite(stream)) throw new ArgumentError('stream', `must be a finite number, not ${stream}`);
  const bits = new DataView(new ArrayBuffer(16));
  bits.setFloat64(0, seed === 0 ? 0 : seed);
  bits.setFloat64(8, stream === 0 ? 0 : stream);
  let mix = 0;
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  for (let word = 0; word < 4; word++) mix = splitmix() ^ bits.getUint32(word * 4);
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix() | 1; // never all zero, the one state that xoshiro cannot leave

  const next = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const uniform = (): number => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;

  let spare = 0;
  let hasSpare = false;
  /** Marsaglia's polar method: two values a round, the second is kept. */
  const normal = (): number => {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    let u: number;
    let v: number;
    let square: number;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  };
  return { uniform, normal };
}
