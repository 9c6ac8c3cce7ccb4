// Tiers, limits of methods, exemptions and costs in the rules of limits that generate wrote (resources/limit-selectors.ts).
import { entries, type Fields, fields, isSet, text } from '../../../../effective/objects/loose-objects.ts';
import { literalPattern } from '../../../../values/literal-pattern.ts';
import { stable } from '../../../neutral/grouping.ts';
import type { SourceView } from '../../source-views.ts';
import { OF_CLIENTS } from './limit-keys.ts';

/** A rule with its limit as answers write it. */
export interface WrittenRule {
  readonly rule: Fields;
  readonly limit: string;
}

interface Values {
  readonly header: string;
  readonly values: readonly string[];
}

/** What one rule counts. */
interface Counted {
  readonly limit: string;
  readonly key: string | undefined;
  readonly has: Values | undefined;
  readonly hasNot: readonly Values[];
  readonly method: string | undefined;
  readonly cidr: string | undefined;
  readonly paths: readonly string[];
}

/** The texts that a pattern consists of; undefined: it matches others, too. */
const textsOf = (pattern: string): string[] | undefined => {
  const parts = pattern.match(/(?:\\.|[^\\|])+|(?<=\||^)(?=\||$)/g) ?? [];
  const all = parts.map((p) => p.replace(/\\(.)/g, '$1'));
  return all.map(literalPattern).join('|') === pattern ? all : undefined;
};

const NOT_BELOW = /^\^\(\?:(.*)\)\(\?:\[\/\?\]\.\*\)\?\$$/;
const EVERY_ADDRESS = new Set(['0.0.0.0/0', '::/0']);

const headersIn = (selector: Fields): Pick<Counted, 'key' | 'has' | 'hasNot'> | undefined => {
  let key: string | undefined;
  let has: Values | undefined;
  const hasNot: Values[] = [];
  for (const { name, type, value, invert } of entries(selector.headers)) {
    const header = (text(name) ?? '').toLowerCase();
    if (type === 'Distinct' && invert !== true) key = header;
    else if (type !== 'RegularExpression') return undefined;
    else if (value !== '.*') {
      const values = textsOf(text(value) ?? '');
      if (!values || (has && invert !== true)) return undefined;
      if (invert === true) hasNot.push({ header, values });
      else has = { header, values };
    } else if (invert !== true) return undefined;
  }
  return { key, has, hasNot };
};

const KNOWN = new Set(['headers', 'methods', 'path', 'sourceCIDR']);

const countedBy = ({ rule, limit }: WrittenRule): Counted | undefined => {
  const [selector = {}, ...more] = entries(rule.clientSelectors);
  const headers = headersIn(selector);
  const [method, ...methods] = entries(selector.methods);
  const { type, value, invert } = fields(selector.sourceCIDR);
  const paths = isSet(selector.path) ? NOT_BELOW.exec(text(fields(selector.path).value) ?? '')?.[1] : '';
  const written = paths === undefined ? undefined : isSet(selector.path) ? textsOf(paths) : [];
  const isKnown = Object.keys(selector).every((k) => KNOWN.has(k) || !isSet(selector[k]));
  if (!headers || !written || !isKnown || more.length + methods.length > 0 || method?.invert === true) return undefined;
  if (isSet(selector.path) && fields(selector.path).invert !== true) return undefined;
  const address = text(value);
  if (address !== undefined && invert !== true && !(type === 'Distinct' && EVERY_ADDRESS.has(address)))
    return undefined;
  return {
    ...headers,
    limit,
    key: headers.key ?? (type === 'Distinct' ? 'address' : undefined),
    method: text(method?.value),
    cidr: invert === true ? address : undefined,
    paths: written.map((p) => p || '/'),
  };
};

const unique = <T>(list: readonly T[]): T[] => [...new Map(list.map((v) => [stable(v), v])).values()];
const listOf = (list: readonly string[]): unknown => (list.length === 1 ? list[0] : list);

/** The claim that a method writes into a header. */
export const claimOfHeader = ({ snapshot }: SourceView, headers: readonly string[]): string | undefined =>
  snapshot
    .of('SecurityPolicy')
    .flatMap((p) => entries(fields(fields(p.spec).jwt).providers))
    .flatMap((p) => entries(p.claimToHeaders))
    .flatMap((c) => (headers.includes(text(c.header)?.toLowerCase() ?? '') ? (text(c.claim) ?? []) : []))[0];

const tierOf = (view: SourceView, { header, values }: Values, limits: readonly string[]): object => {
  const claim = claimOfHeader(view, [header]);
  const of = { limits: listOf(limits) };
  if (Object.values(OF_CLIENTS).includes(header)) return { clients: [...values], ...of };
  return claim === undefined
    ? { header: { [header]: listOf(values) }, ...of }
    : { claim: { [claim]: listOf(values) }, ...of };
};

const costOf = ({ cost }: Fields): Fields | undefined => {
  if (!isSet(cost)) return undefined;
  const side = (given: unknown): Fields | undefined => {
    const { number, metadata } = fields(given);
    return isSet(given) ? { value: isSet(metadata) ? { metadata } : number } : undefined;
  };
  const [request, response] = [side(fields(cost).request), side(fields(cost).response)];
  return { ...(request && { request: request.value }), ...(response && { response: response.value }) };
};

/** Keys of a limit of the answers. */
export interface LimitAnswer {
  readonly key: string | undefined;
  readonly limits: readonly string[];
  readonly exempt: Fields | undefined;
  /** `tiers`, `perMethod` and `cost`. */
  readonly more: Fields;
}

/** What generated rules mean together; undefined: they contain something else. */
export const ownLimit = (view: SourceView, rules: readonly WrittenRule[]): LimitAnswer | undefined => {
  const read = rules.map(countedBy);
  if (read.length === 0 || read.some((c) => c === undefined)) return undefined;
  const all = read as Counted[];
  const tiers = unique(all.flatMap((c) => c.has ?? []));
  const isTier = (v: Values): boolean => tiers.some((t) => stable(t) === stable(v));
  const clients = unique(all.flatMap((c) => c.hasNot.filter((v) => !isTier(v)))).flatMap((v) => v.values);
  const [cidr] = all.flatMap((c) => c.cidr ?? []);
  const paths = unique(all.flatMap((c) => c.paths));
  const exempt = {
    ...(clients.length > 0 && { clients: unique(clients) }),
    ...(cidr !== undefined && { cidrs: [cidr] }),
    ...(paths.length > 0 && { paths }),
  };
  const limitsOf = (which: (c: Counted) => boolean): string[] => unique(all.filter(which).map((c) => c.limit));
  const methods = unique(all.flatMap((c) => c.method ?? []));
  const named = tiers.map((t, i) => [
    `tier-${i + 1}`,
    tierOf(
      view,
      t,
      limitsOf((c) => c.method === undefined && stable(c.has) === stable(t)),
    ),
  ]);
  const cost = costOf(rules[0]!.rule);
  return {
    key: all.find((c) => c.key !== undefined && c.key !== 'address')?.key ?? all.find((c) => c.key)?.key,
    limits: limitsOf((c) => c.method === undefined && c.has === undefined),
    exempt: Object.keys(exempt).length > 0 ? exempt : undefined,
    more: {
      ...(named.length > 0 && { tiers: Object.fromEntries(named) }),
      ...(methods.length > 0 && {
        perMethod: Object.fromEntries(methods.map((m) => [m, listOf(limitsOf((c) => c.method === m))])),
      }),
      ...(cost && { cost }),
    },
  };
};
