/** Shared by all marks: where world positions fall, in CSS pixels from the middle of the figure, y up. */
const vertexHead = /* glsl */ `
precision highp float;
precision highp int;
uniform mat4 matrix;
uniform vec2 sizePx;
uniform float focus;
uniform float pixelRatio;
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
bool exists(vec3 p) { return abs(p.x) < 1e6 && abs(p.y) < 1e6 && abs(p.z) < 1e6; }
`;

/** For quads without any buffer: six vertices in turn are two triangles, and their ends stand in the texture `vertices`. */
export const quadHead = /* glsl */ `${vertexHead}
precision highp sampler2D;
uniform sampler2D vertices;
vec3 vertex(int i) {
  int columns = textureSize(vertices, 0).x;
  return texelFetch(vertices, ivec2(i % columns, i / columns), 0).xyz;
}
float alongQuad(int corner) { return corner == 1 || corner == 2 || corner == 4 ? 1.0 : 0.0; }
float sideOfQuad(int corner) { return corner == 2 || corner == 4 || corner == 5 ? 1.0 : -1.0; }
`;

export const fragmentHead = /* glsl */ `
precision highp float;
out vec4 painted;
vec4 premultiplied(vec4 color, float coverage) { return vec4(color.rgb, 1.0) * color.a * clamp(coverage, 0.0, 1.0); }
`;

/** A round dot with an edge one device pixel soft, drawn as one point: a square for each would cost software GPUs dear. */
export const dotShaders = {
  vertexShader: /* glsl */ `${vertexHead}
in vec3 position;
in vec4 ownColor;
uniform float radiusPx;
uniform float fade;
uniform vec4 color;
uniform bool hasOwnColors;
out vec3 dotColor;
out float seen;
out float dotPx;
out float squarePx;
void main() {
  vec4 clip = matrix * vec4(position, 1.0);
  if (!exists(position) || clip.w < 1e-3) { gl_Position = NOWHERE; gl_PointSize = 1.0; return; }
  dotPx = radiusPx * focus / clip.w;
  // The opacity of the mark is that of the one colour.
  dotColor = hasOwnColors ? ownColor.rgb : color.rgb;
  seen = min(1.0, color.a * (hasOwnColors ? ownColor.a : 1.0) * pow(focus / clip.w, fade));
  squarePx = 2.0 * (dotPx + 1.0 / pixelRatio);
  gl_PointSize = squarePx * pixelRatio;
  gl_Position = vec4(clip.xy / clip.w, 0.0, 1.0);
}`,
  fragmentShader: /* glsl */ `${fragmentHead}
in vec3 dotColor;
in float seen;
in float dotPx;
in float squarePx;
uniform float pixelRatio;
void main() {
  float fromCentrePx = length(gl_PointCoord - 0.5) * squarePx;
  painted = premultiplied(vec4(dotColor, seen), (dotPx - fromCentrePx) * pixelRatio + 0.5);
}`,
};

/**
 * Straight pieces of lines, as wide as asked on every screen. Piece `k` runs from vertex `k * spread` of the texture
 * `vertices` to the one `reach` further; six vertices are its quad, since thousands of small instances are slow. Pieces come in steps of `count`, whose colours stand side by side in the texture `shades`.
 */
export const pieceShaders = {
  vertexShader: /* glsl */ `${quadHead}
uniform sampler2D shades;
uniform int spread;
uniform int reach;
uniform int count;
uniform vec2 range;
uniform float widthPx;
uniform float capPx;
out vec4 shade;
out float sidePx;
void main() {
  int piece = gl_VertexID / 6;
  int corner = gl_VertexID % 6;
  float along = alongQuad(corner);
  float side = sideOfQuad(corner);
  int step = piece / count;
  float from = clamp(range.x - float(step), 0.0, 1.0);
  float to = clamp(range.y - float(step), 0.0, 1.0);
  vec3 start = vertex(piece * spread);
  vec3 end = vertex(piece * spread + reach);
  vec4 a = matrix * vec4(mix(start, end, from), 1.0);
  vec4 b = matrix * vec4(mix(start, end, to), 1.0);
  if (to <= from || !exists(start) || !exists(end) || a.w < 1e-3 || b.w < 1e-3) { gl_Position = NOWHERE; return; }
  vec2 aPx = 0.5 * sizePx * a.xy / a.w;
  vec2 bPx = 0.5 * sizePx * b.xy / b.w;
  vec2 forward = bPx - aPx;
  forward /= max(length(forward), 1e-6);
  sidePx = side * (0.5 * widthPx + 1.0 / pixelRatio);
  vec2 atPx = mix(aPx - capPx * forward, bPx + capPx * forward, along) + sidePx * vec2(-forward.y, forward.x);
  shade = mix(texelFetch(shades, ivec2(step, 0), 0), texelFetch(shades, ivec2(step + 1, 0), 0), mix(from, to, along));
  gl_Position = vec4(2.0 * atPx / sizePx, 0.0, 1.0);
}`,
  fragmentShader: /* glsl */ `${fragmentHead}
in vec4 shade;
in float sidePx;
uniform float widthPx;
uniform float opacity;
uniform float pixelRatio;
void main() {
  painted = premultiplied(vec4(shade.rgb, opacity * shade.a), (0.5 * widthPx - abs(sidePx)) * pixelRatio + 0.5);
}`,
};

/** A flat face. */
export const faceShaders = {
  vertexShader: /* glsl */ `${vertexHead}
in vec3 position;
void main() { gl_Position = matrix * vec4(position, 1.0); gl_Position.z = 0.0; }`,
  fragmentShader: /* glsl */ `${fragmentHead}
uniform vec4 color;
void main() { painted = premultiplied(color, 1.0); }`,
};
