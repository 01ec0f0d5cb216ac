import type { Role, Theme } from './theme.ts';

/** Red, green, blue and opacity, each in [0, 1], not premultiplied. */
export type Rgba = readonly [number, number, number, number];

/** A role, a model time in [0, 1] on the way from the source's colour through violet to the target's, or a colour of its own that no role has. */
export type Ink = Role | number | `#${string}`;

const RAMP_STEPS = 96;
/** An ink above this lightness of OKLab is one for dark pages. */
const LIGHT = 0.65;

const number = String.raw`\s*([+-]?[\d.]+(?:e[+-]?\d+)?%?)\s*`;
const rgbPattern = new RegExp(String.raw`^rgba?\(${number}[\s,]${number}[\s,]${number}(?:[,/]${number})?\)$`, 'i');
const srgbPattern = new RegExp(String.raw`^color\(srgb\s${number}\s${number}\s${number}(?:/${number})?\)$`, 'i');

/**
 * Reads the notations that browsers give for a computed colour: `#rgb[a]`, `#rrggbb[aa]`, `rgb[a](...)`, `color(srgb ...)`.
 * Anything else is undefined.
 */
export function parseColor(css: string): Rgba | undefined {
  const text = css.trim();
  if (/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(text)) {
    const short = text.length <= 5;
    const digits = short ? [...text.slice(1)].map((digit) => digit + digit) : (text.slice(1).match(/../g) ?? []);
    const [r, g, b, a = 1] = digits.map((pair) => Number.parseInt(pair, 16) / 255);
    return [r, g, b, a];
  }
  const part = (value: string | undefined, full: number) =>
    value === undefined ? 1 : Number.parseFloat(value) / (value.endsWith('%') ? 100 : full);
  for (const [pattern, full] of [[rgbPattern, 255], [srgbPattern, 1]] as const) {
    const found = pattern.exec(text);
    if (found) return [part(found[1], full), part(found[2], full), part(found[3], full), part(found[4], 1)];
  }
  return undefined;
}

const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
const clamp01 = (c: number) => Math.min(1, Math.max(0, c));

/** sRGB to OKLab (Ottosson 2020), where equal steps look equal and a mix does not turn to mud. */
function toLab([red, green, blue]: Rgba): [number, number, number] {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: readonly number[], opacity: number): Rgba {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp01(toGamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    clamp01(toGamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    clamp01(toGamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
    opacity,
  ];
}

function mix(from: Rgba, to: Rgba, fraction: number): Rgba {
  const [p, q] = [toLab(from), toLab(to)];
  const at = (k: number) => p[k] + (q[k] - p[k]) * fraction;
  return fromLab([at(0), at(1), at(2)], from[3] + (to[3] - from[3]) * fraction);
}

const toCss = ([r, g, b, a]: Rgba) => {
  const byte = (c: number) => Math.round(255 * c);
  return `rgb(${byte(r)} ${byte(g)} ${byte(b)} / ${a})`;
};

/** A theme's colours, ready for painters: looked up, never mixed while painting. */
export interface Palette {
  rgba(ink: Ink): Rgba;
  css(ink: Ink): string;
  /** White below a dark ink, black below a light one: a page's own ground is not known to a figure, which is transparent. */
  paper(ink: Ink): 'white' | 'black';
}

/** @param read  turns a notation that {@link parseColor} does not know into a colour */
export function createPalette(theme: Theme, read: (css: string) => Rgba | undefined = parseColor): Palette {
  const fallback: Rgba = [0.5, 0.5, 0.5, 1];
  const roles = new Map<Ink, Rgba>();
  for (const [role, css] of Object.entries(theme.colors)) roles.set(role as Role, parseColor(css) ?? read(css) ?? fallback);
  const role = (name: Role) => roles.get(name) ?? fallback;
  const ramp = Array.from({ length: RAMP_STEPS + 1 }, (_, step) => {
    const t = step / RAMP_STEPS;
    return t < 0.5 ? mix(role('source'), role('through'), 2 * t) : mix(role('through'), role('target'), 2 * t - 1);
  });
  const rampCss = ramp.map(toCss);
  const roleCss = new Map([...roles].map(([name, color]) => [name, toCss(color)]));
  const step = (t: number) => Math.round(RAMP_STEPS * (t > 0 ? Math.min(t, 1) : 0));
  const rgba = (ink: Ink): Rgba => (typeof ink === 'number' ? ramp[step(ink)] : (roles.get(ink) ?? parseColor(ink) ?? fallback));
  return {
    rgba,
    paper: (ink) => (toLab(rgba(ink))[0] > LIGHT ? 'black' : 'white'),
    css: (ink) => (typeof ink === 'number' ? rampCss[step(ink)] : (roleCss.get(ink) ?? ink)),
  };
}
