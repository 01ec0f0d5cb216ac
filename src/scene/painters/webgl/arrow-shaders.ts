import { DASH_PX, HEAD_HALF_WIDTH, HEAD_NOTCH, HEAD_PART, HEAD_PX } from '../arrow-shape.ts';
import type { Shaders } from './deep-mesh.ts';
import { fragmentHead, quadHead } from './shaders.ts';

const float = (value: number): string => value.toFixed(4);

/**
 * Arrows of the shape that `arrow-shape.ts` gives them. Arrow `k` runs from vertex `2 k` of the texture `vertices` to the next
 * one; its two triangles cover it, and how much of a pixel lies in its shaft or head is told by the distance from their edges.
 */
export const arrowShaders: Shaders = {
  vertexShader: /* glsl */ `${quadHead}
uniform float widthPx;
out vec2 placePx;
flat out float lengthPx;
void main() {
  int arrow = gl_VertexID / 6;
  int corner = gl_VertexID % 6;
  float along = alongQuad(corner);
  float side = sideOfQuad(corner);
  vec3 tail = vertex(2 * arrow);
  vec3 tip = vertex(2 * arrow + 1);
  vec4 a = matrix * vec4(tail, 1.0);
  vec4 b = matrix * vec4(tip, 1.0);
  if (!exists(tail) || !exists(tip) || a.w < 1e-3 || b.w < 1e-3) { gl_Position = NOWHERE; return; }
  vec2 tailPx = 0.5 * sizePx * a.xy / a.w;
  vec2 forward = 0.5 * sizePx * b.xy / b.w - tailPx;
  lengthPx = length(forward);
  forward /= max(lengthPx, 1e-6);
  float marginPx = 0.5 * widthPx + 1.0 / pixelRatio;
  placePx = vec2(mix(-marginPx, lengthPx + marginPx, along), side * (${float(HEAD_HALF_WIDTH)} * min(${float(HEAD_PX)}, ${float(HEAD_PART)} * lengthPx) + marginPx));
  vec2 atPx = tailPx + placePx.x * forward + placePx.y * vec2(-forward.y, forward.x);
  gl_Position = vec4(2.0 * atPx / sizePx, 0.0, 1.0);
}`,
  fragmentShader: /* glsl */ `${fragmentHead}
in vec2 placePx;
flat in float lengthPx;
uniform float widthPx;
uniform float pixelRatio;
uniform vec4 color;
uniform bool dashed;
float coverage(float insidePx) { return clamp(insidePx * pixelRatio + 0.5, 0.0, 1.0); }
void main() {
  float x = placePx.x;
  float across = abs(placePx.y);
  float head = min(${float(HEAD_PX)}, ${float(HEAD_PART)} * lengthPx);
  float halfWidth = ${float(HEAD_HALF_WIDTH)} * head;
  float notch = ${float(HEAD_NOTCH)} * head;
  float side = dot(normalize(vec2(halfWidth, head)), vec2(lengthPx - x, -across));
  float back = dot(normalize(vec2(halfWidth, head - notch)), vec2(x - lengthPx + notch, across));
  float shaft = min(0.5 * widthPx - across, min(x, (dashed ? lengthPx : lengthPx - notch) - x));
  float inHead = min(side, back);
  if (dashed) {
    float dash = mod(x, ${float(DASH_PX[0] + DASH_PX[1])});
    shaft = min(shaft, min(dash, ${float(DASH_PX[0])} - dash));
    inHead = min(0.5 * widthPx - abs(side), x - lengthPx + head);
  }
  painted = premultiplied(color, max(coverage(inHead), coverage(shaft)));
}`,
};
