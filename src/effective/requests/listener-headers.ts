// Changes of headers by the listener (ClientTrafficPolicy): of requests before Envoy chooses a route, and of responses at the end.
import { compiledGo } from '../../values/go-regex.ts';
import { entries, type Fields, fields, text } from '../objects/loose-objects.ts';

/** `removeOnMatch` removes headers by their name. */
export type ListenerChange =
  | { readonly op: 'add' | 'addIfAbsent' | 'set'; readonly name: string; readonly value: string }
  | { readonly op: 'remove'; readonly name: string }
  | {
      readonly op: 'removeOnMatch';
      readonly type: 'Exact' | 'Prefix' | 'RegularExpression' | 'Suffix';
      readonly value: string;
    };

const TYPES = ['Prefix', 'RegularExpression', 'Suffix'] as const;

const valued = (op: 'add' | 'addIfAbsent' | 'set', { name, value }: Fields): ListenerChange & { name: string } =>
  Object.freeze({ op, name: text(name) ?? '', value: text(value) ?? '' });

/** The changes in the order in which Envoy makes them (translateEarlyRequestHeaders in clienttrafficpolicy.go, header_mutation.go). */
export const listenerChanges = (given: unknown): readonly ListenerChange[] => {
  const { remove, removeOnMatch, ...values } = fields(given);
  const changed = new Set<string>();
  return [
    ...(['add', 'set', 'addIfAbsent'] as const)
      .flatMap((op) => entries(values[op]).map((header) => valued(op, header)))
      // Each header is changed once: the first one counts.
      .filter(({ name }) => !changed.has(name.toLowerCase()) && changed.add(name.toLowerCase())),
    ...(Array.isArray(remove) ? remove : []).flatMap((name) =>
      typeof name === 'string' ? Object.freeze({ op: 'remove' as const, name }) : [],
    ),
    ...entries(removeOnMatch).map(({ type, value }) =>
      Object.freeze({
        op: 'removeOnMatch' as const,
        type: TYPES.find((t) => t === type) ?? ('Exact' as const),
        value: text(value) ?? '',
      }),
    ),
  ];
};

const matches = (name: string, { type, value }: ListenerChange & { op: 'removeOnMatch' }): boolean => {
  // Names of headers are in lower case here, and the matcher is not changed: `X-Id` matches nothing.
  const wanted = value;
  if (type === 'Exact') return name === wanted;
  if (type === 'Prefix') return name.startsWith(wanted);
  if (type === 'Suffix') return name.endsWith(wanted);
  return compiledGo(`^(?:${value})$`)?.(name) === true;
};

/** The headers of a request after the changes; names are in lower case. */
export const changedEarly = (
  headers: ReadonlyMap<string, string>,
  changes: readonly ListenerChange[],
): ReadonlyMap<string, string> => {
  if (changes.length === 0) return headers;
  const all = new Map(headers);
  for (const change of changes) {
    if (change.op === 'removeOnMatch') {
      for (const name of [...all.keys()]) if (!name.startsWith(':') && matches(name, change)) all.delete(name);
      continue;
    }
    const name = change.name.toLowerCase();
    const known = all.get(name);
    if (change.op === 'remove') all.delete(name);
    else if (change.op === 'set' || known === undefined) all.set(name, change.value);
    else if (change.op === 'add') all.set(name, `${known},${change.value}`);
  }
  return all;
};
