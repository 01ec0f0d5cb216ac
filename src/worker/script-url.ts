/** The policy that a page with Trusted Types must allow: `trusted-types fm-worker`. */
const POLICY = 'fm-worker';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | undefined;

/** `url` as a page with Trusted Types wants it; only addresses of our own worker, and what its author has set, come here. */
export function scriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  try {
    policy ??= trustedTypes.createPolicy(POLICY, { createScriptURL: (address) => address });
    return policy.createScriptURL(url);
  } catch {
    // The page does not allow the policy; whether it insists on one, the worker's constructor will tell.
    return url;
  }
}
