import type { Flow, FlowParameters } from '../../src/streams/index.ts';

type Claims = Map<keyof FlowParameters, { value: string; by: string }>;

const claimsOf = new WeakMap<Flow, Claims>();

/**
 * Note which parameters a member sets on a flow that it shares; the last assignment holds for all. Two members that
 * disagree in their HTML get one warning on the console that names both.
 */
export function claimParameters(flow: Flow, member: Element, parameters: Partial<FlowParameters>): void {
  const claims = claimsOf.get(flow) ?? new Map<keyof FlowParameters, { value: string; by: string }>();
  claimsOf.set(flow, claims);
  const by = member.id ? `<${member.localName} id="${member.id}">` : `<${member.localName}>`;
  for (const [key, given] of Object.entries(parameters)) {
    const name = key as keyof FlowParameters;
    const value = typeof given === 'object' && 'name' in given ? given.name : String(given);
    const other = claims.get(name);
    if (other && other.by !== by && other.value !== value) {
      console.warn(`fm-elements: ${other.by} says ${name} = ${other.value} and ${by} says ${name} = ${value} for the same flow; the latter is used.`);
    }
    claims.set(name, { value, by });
  }
}
