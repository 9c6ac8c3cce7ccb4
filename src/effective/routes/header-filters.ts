// Filters that change headers (processRequestHeaderModifierFilter and processResponseHeaderModifierFilter in filters.go).
import { type Fault, fault } from '../conditions/fault.ts';
import { entries, type Fields, fields, text } from '../objects/loose-objects.ts';
import { NOT_ACCEPTED } from './rule-matches.ts';

/** A header that is set, or added to those of the same name. */
export interface HeaderChange {
  readonly name: string;
  readonly value: string;
  readonly append: boolean;
}

/** How the headers of requests or responses change. Of several changes of one header, the first applies. */
export interface HeaderChanges {
  readonly changes: HeaderChange[];
  readonly remove: string[];
}

/** HeaderValueRegexp in filters.go; without nested repetition, which takes exponential time here. */
const isValue = (s: string): boolean => /^[!-~\t ]+$/.test(s) && !/^[\t ]|[\t ]$|[\t ]{2}/.test(s);
const isModifiable = (name: string): boolean => !/[/:]/.test(name) && name.toLowerCase() !== 'host';

const has = (names: readonly string[], name: string): boolean =>
  names.some((n) => n.toLowerCase() === name.toLowerCase());

/** Applies a filter to the changes so far; returns the headers that Envoy Gateway refuses. */
export const changeHeaders = (changes: HeaderChanges, filter: Fields, field: string): Fault[] => {
  const faults: Fault[] = [];
  const isRefused = (name: string, at: string): boolean => {
    if (isModifiable(name)) return false;
    faults.push(fault(NOT_ACCEPTED, at, 'UnsupportedValue', { case: 'headerName', of: { name } }));
    return true;
  };
  for (const way of ['add', 'set'])
    for (const [i, header] of entries(filter[way]).entries()) {
      const at = `${field}.${way}[${i}]`;
      const [name, value] = [text(header.name) ?? '', text(header.value) ?? ''];
      // The API server refuses an empty name.
      if (name === '' || isRefused(name, `${at}.name`)) continue;
      if (!isValue(value))
        faults.push(fault(NOT_ACCEPTED, `${at}.value`, 'UnsupportedValue', { case: 'headerValue', of: { name } }));
      else if (
        !has(
          changes.changes.map((c) => c.name),
          name,
        )
      )
        changes.changes.push({ name, value, append: way === 'add' });
    }
  const removed = Array.isArray(filter.remove) ? filter.remove : [];
  for (const [i, name] of removed.entries()) {
    if (typeof name !== 'string' || name === '' || isRefused(name, `${field}.remove[${i}]`)) continue;
    if (!has(changes.remove, name)) changes.remove.push(name);
  }
  return faults;
};

/** The headers that a direct response of an HTTPRouteFilter sets. */
export const addResponseHeaders = ({ changes }: HeaderChanges, direct: Fields): void => {
  const contentType = text(direct.contentType);
  if (contentType !== undefined) changes.push({ name: 'Content-Type', value: contentType, append: false });
  for (const way of ['add', 'set'])
    for (const { name, value } of entries(fields(direct.header)[way]))
      changes.push({ name: text(name) ?? '', value: text(value) ?? '', append: way === 'add' });
};
