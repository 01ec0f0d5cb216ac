/** Shared by all marks: where world positions fall, in CSS pixels from the middle of the figure, y up. */
const head = /* glsl */ `
precision highp float;
precision highp int;
uniform mat4 matrix;
uniform vec2 sizePx;
uniform float focus;
uniform float pixelRatio;
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
bool exists(vec3 p) { return abs(p.x) < 1e6 && abs(p.y) < 1e6 && abs(p.z) < 1e6; }
`;

const fragmentHead = /* glsl */ `
precision highp float;
out vec4 painted;
vec4 premultiplied(vec4 color, float coverage) { return vec4(color.rgb, 1.0) * color.a * clamp(coverage, 0.0, 1.0); }
`;

/** A round dot with an edge one device pixel soft, on a square that faces the reader. */
export const dotShaders = {
  vertexShader: /* glsl */ `${head}
in vec2 corner;
in vec3 centre;
uniform float radiusPx;
out vec2 fromCentrePx;
out float dotPx;
void main() {
  vec4 clip = matrix * vec4(centre, 1.0);
  if (!exists(centre) || clip.w < 1e-3) { gl_Position = NOWHERE; return; }
  dotPx = radiusPx * focus / clip.w;
  fromCentrePx = corner * (dotPx + 1.0 / pixelRatio);
  gl_Position = vec4(clip.xy / clip.w + 2.0 * fromCentrePx / sizePx, 0.0, 1.0);
}`,
  fragmentShader: /* glsl */ `${fragmentHead}
in vec2 fromCentrePx;
in float dotPx;
uniform float pixelRatio;
uniform vec4 color;
void main() { painted = premultiplied(color, (dotPx - length(fromCentrePx)) * pixelRatio + 0.5); }`,
};

/**
 * A straight piece of a line, as wide as asked on every screen. Its instances run through all lines of one step before the
 * next step, whose colours stand side by side in the texture `shades`.
 */
export const pieceShaders = {
  vertexShader: /* glsl */ `${head}
in vec2 corner;
in vec3 start;
in vec3 end;
uniform int count;
uniform vec2 range;
uniform float widthPx;
uniform float capPx;
uniform sampler2D shades;
out vec4 shade;
out float sidePx;
void main() {
  int step = gl_InstanceID / count;
  float from = clamp(range.x - float(step), 0.0, 1.0);
  float to = clamp(range.y - float(step), 0.0, 1.0);
  vec4 a = matrix * vec4(mix(start, end, from), 1.0);
  vec4 b = matrix * vec4(mix(start, end, to), 1.0);
  if (to <= from || !exists(start) || !exists(end) || a.w < 1e-3 || b.w < 1e-3) { gl_Position = NOWHERE; return; }
  vec2 aPx = 0.5 * sizePx * a.xy / a.w;
  vec2 bPx = 0.5 * sizePx * b.xy / b.w;
  vec2 along = bPx - aPx;
  along /= max(length(along), 1e-6);
  sidePx = corner.y * (0.5 * widthPx + 1.0 / pixelRatio);
  vec2 atPx = mix(aPx - capPx * along, bPx + capPx * along, corner.x) + sidePx * vec2(-along.y, along.x);
  float part = mix(from, to, corner.x);
  shade = mix(texelFetch(shades, ivec2(step, 0), 0), texelFetch(shades, ivec2(step + 1, 0), 0), part);
  gl_Position = vec4(2.0 * atPx / sizePx, 0.0, 1.0);
}`,
  fragmentShader: /* glsl */ `${fragmentHead}
in vec4 shade;
in float sidePx;
uniform float widthPx;
uniform float opacity;
uniform float pixelRatio;
void main() { painted = premultiplied(vec4(shade.rgb, opacity * shade.a), (0.5 * widthPx - abs(sidePx)) * pixelRatio + 0.5); }`,
};

/** A flat face. */
export const faceShaders = {
  vertexShader: /* glsl */ `${head}
in vec3 position;
void main() { gl_Position = matrix * vec4(position, 1.0); gl_Position.z = 0.0; }`,
  fragmentShader: /* glsl */ `${fragmentHead}
uniform vec4 color;
void main() { painted = premultiplied(color, 1.0); }`,
};
