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

/** Whether a code stands for a condition: it is its reason, or a row of the table says so. */
const names = (code, { reason, messages }) =>
  code === reason ||
  (WORDS[code] ?? []).some((word) =>
    Array.isArray(word) ? word[0] === reason && [...messages].some((m) => word[1].test(m)) : word === reason,
  );

/** The listener that a finding is about, if its field is in one. */
const listenerOf = (field, listeners) => {
  const index = /^spec\.listeners\[(\d+)\]/.exec(field)?.[1];
  return index === undefined ? undefined : listeners?.[Number(index)]?.name;
};

const ORDER = { error: 0, warning: 1, info: 2 };

/** What became of each fault of a case, and the errors that it does not explain. */
export const compare = (one, findings) => {
  const faults = faultsOf(one.output());
  const graph = mentions(one.objects);
  const refused = new Map(findings.filter((f) => ADMISSION.has(f.code)).map((f) => [f.resource, f]));
  const used = new Set();
  const near = (a, b) => a === b || graph.get(a)?.includes(b) || graph.get(b)?.includes(a);
  for (const fault of faults) {
    const said = findings
      .filter((f) => names(f.code, fault) && near(fault.object, f.resource))
      .filter((f) => {
        const listener = listenerOf(f.field, fault.spec?.listeners);
        return f.resource !== fault.object || !listener || !fault.listener || listener === fault.listener;
      })
      .sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
    for (const f of said) used.add(f);
    const dependency = [...reach(fault.object, graph)].find((o) => refused.has(o));
    if (said.length > 0) Object.assign(fault, { result: 'named', by: said[0] });
    else if (refused.has(fault.object)) Object.assign(fault, { result: 'refused', by: refused.get(fault.object) });
    else if (dependency) Object.assign(fault, { result: 'refused', by: refused.get(dependency) });
    else fault.result = 'missed';
  }
  const faulty = faults.filter((f) => !f.advice);
  const errors = findings.filter((f) => f.severity === 'error' && !ADMISSION.has(f.code));
  const unused = errors.filter((f) => !used.has(f));
  const explained = (f) => faulty.some((c) => c.object === f.resource);
  return {
    faults,
    /** Errors that are no verdict of the API server. */
    errors,
    /** Errors of ours about an object that Envoy Gateway has nothing against. */
    alarms: unused.filter((f) => !explained(f)),
    /** Errors of ours about an object with another fault. */
    beside: unused.filter(explained),
    warnings: findings.filter((f) => f.severity === 'warning' && !used.has(f)),
  };
};
