import { FLOW, type Flow, type FlowParameters } from '../../src/streams/index.ts';

type Name = keyof FlowParameters;
type Value = FlowParameters[Name];

/** What one member of a flow says of a parameter. */
interface Claim {
  readonly member: object;
  readonly by: string;
  readonly value: Value;
}

/** The claims on a parameter, the latest last, and what held before the first. */
interface Claimed {
  readonly before: Value;
  readonly claims: readonly Claim[];
}

const claimedOf = new WeakMap<Flow, Map<Name, Claimed>>();


/**
 * Set on a flow what one of its members says, as far as that has changed: what a script or another member has set since stays. The
 * last assignment holds for all; what a member says no longer goes back to what another says, or to what was before. Two members that
 * disagree in their HTML get one warning on the console that names both.
 *
 * @param member  stands for the element; it is kept as long as the flow, and should hold nothing
 * @param by  what the element is called in a warning
 * @throws ParameterError when the flow refuses; nothing has changed then
 */
export function claimParameters(flow: Flow, member: object, by: string, parameters: Partial<FlowParameters>): void {
  const all = claimedOf.get(flow) ?? new Map<Name, Claimed>();
  claimedOf.set(flow, all);
  const change: Partial<Record<Name, Value>> = {};
  const next = new Map<Name, Claimed>();
  // In the order of the element's own, so that of several mistakes always the same is said.
  for (const name of new Set([...(Object.keys(parameters) as Name[]), ...all.keys()])) {
    const { before, claims } = all.get(name) ?? { before: flow.parameters[name], claims: [] };
    const value = parameters[name];
    if (isEqual(value, claims.find((claim) => claim.member === member)?.value)) continue;
    const others = claims.filter((claim) => claim.member !== member);
    change[name] = value ?? others.at(-1)?.value ?? before;
    next.set(name, { before, claims: value === undefined ? others : [...others, { member, by, value }] });
  }
  if (next.size === 0) return;
  flow.set(change as Partial<FlowParameters>);
  for (const [name, { before, claims }] of next) {
    const [other, own] = claims.slice(-2);
    if (own?.member === member && !isEqual(other.value, own.value)) warn(name, other, own);
    if (claims.length > 0) all.set(name, { before, claims });
    else all.delete(name);
  }
}

function warn(name: Name, other: Claim, own: Claim): void {
  const says = ({ by, value }: Claim): string => `${by} says ${FLOW[name].attribute} = ${typeof value === 'object' && 'name' in value ? value.name : String(value)}`;
  console.warn(`fm-elements: ${says(other)} and ${says(own)} for the same flow; the latter is used.`);
}

/** Lists are read anew from their attribute. */
export const isEqual = (a: Value | undefined, b: Value | undefined): boolean => Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
