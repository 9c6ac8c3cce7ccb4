// Condition by condition: what Envoy Gateway said of an object, and what check said of it.
import { show } from './cases.mjs';
import { faultsOf } from './conditions.mjs';
import { WORDS } from './words.mjs';

/** The API server refuses the object: it is in no cluster, so no controller ever judges it. */
const ADMISSION = new Set(['SchemaRejected', 'RuleRejected', 'MetadataRejected', 'UnknownField']);

const strings = (value, into = new Set()) => {
  if (typeof value === 'string') into.add(value);
  else if (value !== null && typeof value === 'object') for (const v of Object.values(value)) strings(v, into);
  return into;
};

/** For each object those that it names in its fields, by their names. */
const mentions = (objects) => {
  const byName = new Map();
  // Everything names its Namespace, which relates nothing.
  for (const o of objects)
    if (o.kind !== 'Namespace') byName.set(o.metadata.name, [...(byName.get(o.metadata.name) ?? []), o]);
  return new Map(
    objects.map((o) => {
      const { apiVersion, kind, metadata, ...rest } = o;
      return [show(o), [...strings(rest)].flatMap((s) => byName.get(s) ?? []).map(show)];
    }),
  );
};

/** All that an object depends on. */
const reach = (from, graph, seen = new Set()) => {
  for (const next of graph.get(from) ?? [])
    if (!seen.has(next)) {
      seen.add(next);
      reach(next, graph, seen);
    }
  return seen;
};

/** Whether a finding stands for a condition: the model concludes it, its code is the reason, or a row of the table says so. */
const names = ({ code, concluded = [] }, { reason, messages }) =>
  code === reason ||
  concluded.some((c) => c.reason === reason) ||
  (WORDS[code] ?? []).some((word) =>
    Array.isArray(word) ? word[0] === reason && [...messages].some((m) => word[1].test(m)) : word === reason,
  );

/**
 * Reasons that an object has because of one that it does not name itself, with the kinds of these: a route, because of the policy
 * of its Service; a Gateway, because of the EnvoyProxy of its class.
 */
const OF_NEIGHBOURS = {
  InvalidBackendTLS: ['Backend', 'BackendTLSPolicy', 'ConfigMap', 'Secret'],
  InvalidParameters: ['EnvoyProxy'],
};

/** The listener that a finding is about, if its field is in one. */
const listenerOf = (field, listeners) => {
  const index = /^spec\.listeners\[(\d+)\]/.exec(field)?.[1];
  return index === undefined ? undefined : listeners?.[Number(index)]?.name;
};

const says = (message, word) =>
  new RegExp(`(?<![\\w.-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(message);

/**
 * Whether a finding is about the object and the listener of a fault: it is on that object, on one that is related by name
 * (the Secret of a policy), or its text names the object or the listener (the other side of a conflict).
 */
const concerns = (finding, fault, graph) => {
  const joined = (a, b) => a === b || graph.get(a)?.includes(b) || graph.get(b)?.includes(a);
  if (finding.resource !== fault.object) {
    if (joined(fault.object, finding.resource) || finding.message.includes(fault.object)) return true;
    const kinds = OF_NEIGHBOURS[fault.reason] ?? [];
    return (
      kinds.includes(finding.resource.split(' ')[0]) &&
      [...graph.keys()].some((o) => joined(fault.object, o) && joined(o, finding.resource))
    );
  }
  const parts = (finding.concluded ?? []).filter((c) => c.reason === fault.reason && c.part !== undefined);
  if (fault.listener && parts.length > 0) return parts.some((c) => c.part === fault.listener);
  const listener = listenerOf(finding.field, fault.spec?.listeners);
  return !listener || !fault.listener || listener === fault.listener || says(finding.message, fault.listener);
};

const ORDER = { error: 0, warning: 1, info: 2 };

/** What became of a fault: named by a finding, refused by the API server with its object or what that depends on, or missed. */
const resultOf = (fault, findings, graph, refused) => {
  const other = (f) => (f.resource === fault.object ? 0 : 1);
  const said = findings
    .filter((f) => names(f, fault) && concerns(f, fault, graph))
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || other(a) - other(b));
  if (said.length > 0) return { result: 'named', by: said[0], said };
  const by = refused.get([fault.object, ...reach(fault.object, graph)].find((o) => refused.has(o)));
  return by ? { result: 'refused', by, said } : { result: 'missed', said };
};

/** Findings with the conditions of the model from which they are made. */
const withConditions = (findings, conditions) => {
  const key = ({ code, resource, field }) => `${code} ${resource} ${field}`;
  const concluded = new Map();
  for (const c of conditions) concluded.set(key(c), [...(concluded.get(key(c)) ?? []), c]);
  return findings.map((f) => ({ ...f, concluded: concluded.get(key(f)) }));
};

/** What became of each fault of a case, and the errors that no fault explains. `conditions`: those of the model. */
export const compare = (one, all, conditions = []) => {
  const findings = withConditions(all, conditions);
  const graph = mentions(one.objects);
  const refused = new Map(findings.filter((f) => ADMISSION.has(f.code)).map((f) => [f.resource, f]));
  const concluded = new Set(conditions.map((c) => `${c.resource} ${c.type} ${c.reason}`));
  const faults = faultsOf(one.output()).map((f) => ({
    ...f,
    ...resultOf(f, findings, graph, refused),
    /** The model concludes the same condition: type and reason. */
    exact: concluded.has(`${f.object} ${f.type} ${f.reason}`),
  }));
  const used = new Set(faults.flatMap((f) => f.said));
  const errors = findings.filter((f) => f.severity === 'error' && !ADMISSION.has(f.code));
  const unused = errors.filter((f) => !used.has(f));
  const faulty = new Set(faults.filter((f) => !f.advice).map((f) => f.object));
  return {
    faults,
    /** Errors that are no verdict of the API server. */
    errors,
    /** Errors about an object that Envoy Gateway has nothing against. */
    alarms: unused.filter((f) => !faulty.has(f.resource)),
    /** Errors about an object with another fault. */
    beside: unused.filter((f) => faulty.has(f.resource)),
    warnings: findings.filter((f) => f.severity === 'warning' && !used.has(f)),
  };
};
