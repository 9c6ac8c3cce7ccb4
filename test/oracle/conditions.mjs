// The conditions of an .out.yaml that say that something is wrong.
import { show } from './cases.mjs';

/** Conditions that are good news if they are False. */
const BAD_IF_TRUE = new Set(['Conflicted', 'OverlappingTLSConfig', 'PartiallyInvalid', 'RouteRulesOverlap']);
/** Neither good nor bad news: Overridden and Merged say which policy applies, which is what such policies are for. */
const NEUTRAL = new Set(['Overridden', 'Merged', 'Aggregated']);
/** Advice; the object works. It is counted, but apart. */
const ADVICE = new Set(['Warning']);

const bad = ({ type, status }) =>
  !NEUTRAL.has(type) && (BAD_IF_TRUE.has(type) || ADVICE.has(type) ? status === 'True' : status !== 'True');

/** One condition for each of its reasons: Envoy Gateway joins them by commas, and swaps type and reason for a Backend. */
const split = (c) =>
  c.type === 'Invalid' && c.reason === 'Accepted'
    ? [{ ...c, type: 'Accepted', reason: 'Invalid' }]
    : String(c.reason)
        .split(',')
        .map((reason) => ({ ...c, reason }));

/** Every list of conditions of an object, with the listener that it is about. */
const conditionsOf = ({ status = {} }) => [
  ...(status.conditions ?? []).map((c) => ({ ...c })),
  ...(status.listeners ?? []).flatMap((l) => (l.conditions ?? []).map((c) => ({ ...c, listener: l.name }))),
  ...(status.parents ?? []).flatMap((p) => (p.conditions ?? []).map((c) => ({ ...c, ref: p.parentRef }))),
  ...(status.ancestors ?? []).flatMap((a) => (a.conditions ?? []).map((c) => ({ ...c, ref: a.ancestorRef }))),
];

/** Says only that another condition of the same object is bad. */
const isConsequence = (c, all) => {
  const others = all.filter((o) => o !== c && o.reason !== c.reason);
  if (c.reason === 'ListenersNotValid') return others.some((o) => o.listener !== undefined);
  if (c.type === 'Programmed' && c.reason === 'Invalid')
    return others.some((o) => o.listener === c.listener || c.listener === undefined);
  return false;
};

/**
 * What is wrong with the objects of a case: once for each object, listener and reason, however many parents say it.
 * A condition that only repeats that another one is bad is left out.
 */
export const faultsOf = (output) => {
  const faults = [];
  for (const value of Object.values(output))
    for (const object of Array.isArray(value) ? value : [value]) {
      if (!object?.kind || !object.metadata?.name) continue;
      object.metadata.namespace ??= ['GatewayClass'].includes(object.kind) ? undefined : 'default';
      const found = conditionsOf(object).flatMap(split).filter(bad);
      const seen = new Map();
      for (const c of found) {
        if (isConsequence(c, found)) continue;
        const key = `${c.listener ?? ''} ${c.reason}`;
        const known = seen.get(key);
        if (known) known.messages.add(c.message);
        else
          seen.set(key, {
            kind: object.kind,
            object: show(object),
            spec: object.spec,
            listener: c.listener,
            type: c.type,
            reason: c.reason,
            advice: ADVICE.has(c.type),
            messages: new Set([c.message]),
          });
      }
      faults.push(...seen.values());
    }
  return faults;
};
