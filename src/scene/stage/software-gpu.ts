/** What programs are called that stand in for a GPU: Chromium's, those of Mesa, that of Windows. */
const PROGRAMS = /swiftshader|llvmpipe|softpipe|basic render|software/i;
/** What browsers say that tell the name only when they are asked for it. */
const HIDDEN = 'WebKit WebGL';

/** Whether the processor does the work of this context's GPU: `failIfMajorPerformanceCaveat` does not tell it in Chromium 156. */
export function isSoftware(context: WebGL2RenderingContext): boolean {
  const name = context.getParameter(context.RENDERER) as unknown;
  const asked = name === HIDDEN ? context.getExtension('WEBGL_debug_renderer_info') : null;
  return PROGRAMS.test(String(asked ? context.getParameter(asked.UNMASKED_RENDERER_WEBGL) : name));
}
