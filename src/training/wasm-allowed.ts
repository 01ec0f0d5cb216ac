const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

let isAllowed: boolean | undefined;

/**
 * A page's content security policy may forbid WebAssembly. It shows when a module is made, and in WebKit only when one is to run:
 * there it compiles whatever the policy. Tried once, since each trial is a violation.
 */
export function isWasmAllowed(): boolean {
  return (isAllowed ??= canRun());
}

function canRun(): boolean {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(EMPTY_MODULE));
    return true;
  } catch {
    return false;
  }
}
