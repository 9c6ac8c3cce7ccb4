import type { Finding } from '../../diagnostics/finding.ts';
import type { Loose } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { decidesAbout, unknownsOf } from '../../objects/unknown-fields.ts';
import { isUnknown, placeholdersIn } from '../../objects/unknown-value.ts';
import { dependsOnUnknown } from './unknown-neighbors.ts';
import { mayHavePolicy } from './unknown-targets.ts';

/** Findings about a whole part of an object: the paths of the unknown values in it that decide. */
const WITHIN: Readonly<Record<string, RegExp>> = {
  NoClientAllowed: /^spec\.authorization\./,
  UnknownProvider: /^spec\.jwt\.providers\[\d+\]\.name$/,
};
const ROUTES = ['HTTPRoute', 'GRPCRoute'];
/** Findings about what no object of some kinds does: an unknown value of any of them decides. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  CallbackNotRouted: ROUTES,
  CatchAllMissing: ['Gateway', 'GatewayClass', 'ListenerSet', ...ROUTES],
  MeshRejectsGateway: ['EnvoyProxy'],
  LimitKeyMissing: ['SecurityPolicy', ...ROUTES],
  ForgeableLimitKey: ['SecurityPolicy', ...ROUTES],
  MeshTokensDiffer: ['RequestAuthentication', 'SecurityPolicy'],
  NetworkPolicyUnused: ROUTES,
  PreflightNotRouted: ROUTES,
};
const unknownKinds = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(snapshot.objects.flatMap((o) => (unknownsOf(o) ? [o.kind] : [])));

/** The placeholders in all objects, in lower case, as messages about headers write them. */
const placeholdersOf = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(snapshot.objects.flatMap((o) => [...(unknownsOf(o)?.at.values() ?? [])].map((p) => p.toLowerCase())));

/**
 * Whether a finding depends on an unknown value, so that it may be false: the value is at the field (`decidesAbout`), the message
 * contains it, an object that this one refers to has it, or a policy with an unknown target may be the one that is missing. A message contains the values that it is about,
 * also those of other objects, such as the hostname of a listener.
 */
export const isUndecided = (snapshot: Snapshot, object: Loose, found: Finding): boolean => {
  const { code, field, message, severity } = found;
  const unknown = unknownsOf(object);
  if (unknown && decidesAbout(unknown, field, severity === 'error')) return true;
  if (mayHavePolicy(snapshot, object, code)) return true;
  if (OTHERS[code]?.some((kind) => snapshot.index(unknownKinds).has(kind))) return true;
  if (severity !== 'info' && dependsOnUnknown(snapshot, object, field)) return true;
  const within = WITHIN[code];
  if (within && [...(unknown?.at.keys() ?? [])].some((p) => within.test(p))) return true;
  return (
    (isUnknown(message) || message.includes('{')) &&
    placeholdersIn(message).some((p) => snapshot.index(placeholdersOf).has(p.toLowerCase()))
  );
};
