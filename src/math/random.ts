import { ArgumentError } from './argument-error.ts';

/** A source of random numbers; the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** What as many calls of `uniform` would give, at a fraction of their time. */
  fillUniform(out: Float64Array): void;
  /** What as many calls of `normal` would give, at a fraction of their time. */
  fillNormal(out: Float64Array): void;
  /** Where it stands, in memory of its own: `resumeRandom` gives the numbers that would have come next. */
  state(): RandomState;
}

/** Where a source of random numbers stands, as plain data that can be posted and stored. */
export interface RandomState {
  /** The four words of the generator when it made the words that are read now. */
  readonly words: Int32Array;
  /** How many of those are read, 0..256. */
  readonly read: number;
  /** A normal that was made and not yet given; NaN when there is none. */
  readonly spare: number;
}

/** Random words that are made at once, in a loop that engines keep in registers; even. */
const WORDS = 256;

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
  const start = Int32Array.of(splitmix(), splitmix(), splitmix(), splitmix() | 1); // never all zero, the one state that xoshiro cannot leave
  return randomFrom({ words: start, read: 0, spare: NaN });
}

/**
 * Go on from where a generator stood.
 *
 * @throws ArgumentError when `state` is not one that a generator gives
 */
export function resumeRandom(state: RandomState): Random {
  const { words, read } = state;
  if (words.length !== 4 || words.every((word) => word === 0) || !Number.isInteger(read) || read < 0 || read > WORDS || read % 2 !== 0) {
    throw new ArgumentError('state', 'must be what `state()` of a generator gave');
  }
  return randomFrom(state);
}

function randomFrom({ words: start, read, spare: unused }: RandomState): Random {
  /** Where the words begin that are read now, and where the next ones do. */
  const begun = Int32Array.from(start);
  const state = Int32Array.from(start);
  const words = new Uint32Array(WORDS);
  const refill = (): number => {
    begun.set(state);
    let [a, b, c, d] = state;
    for (let i = 0; i < WORDS; i++) {
      const product = Math.imul(b, 5);
      words[i] = Math.imul((product << 7) | (product >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    state.set([a, b, c, d]);
    return 0;
  };
  refill();
  let at = read;

  const uniform = (): number => {
    if (at === WORDS) at = refill();
    at += 2;
    return fraction(words[at - 2], words[at - 1]);
  };
  const fillUniform = (out: Float64Array): void => {
    let place = at;
    for (let i = 0; i < out.length; i++) {
      if (place === WORDS) place = refill();
      out[i] = fraction(words[place], words[place + 1]);
      place += 2;
    }
    at = place;
  };

  /** Marsaglia's polar method gives two normals a round; the second is kept here, and is NaN when there is none. */
  const spare = Float64Array.of(unused);
  const fillNormal = (out: Float64Array): void => {
    let i = 0;
    if (out.length > 0 && !Number.isNaN(spare[0])) {
      out[i++] = spare[0];
      spare[0] = NaN;
    }
    let place = at;
    while (i < out.length) {
      let u: number;
      let v: number;
      let square: number;
      do {
        if (place === WORDS) place = refill();
        u = 2 * fraction(words[place], words[place + 1]) - 1;
        place += 2;
        if (place === WORDS) place = refill();
        v = 2 * fraction(words[place], words[place + 1]) - 1;
        place += 2;
        square = u * u + v * v;
      } while (square >= 1 || square === 0);
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      out[i++] = u * factor;
      if (i < out.length) out[i++] = v * factor;
      else spare[0] = v * factor;
    }
    at = place;
  };
  const one = new Float64Array(1);
  const normal = (): number => {
    fillNormal(one);
    return one[0];
  };
  return { uniform, normal, fillUniform, fillNormal, state: () => ({ words: Int32Array.from(begun), read: at, spare: spare[0] }) };
}

/** 53 random bits as a number in [0, 1). */
function fraction(high: number, low: number): number {
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 0x20000000000000;
}
