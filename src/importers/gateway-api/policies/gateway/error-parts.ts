// Bodies of error responses that the traffic policies of our own output contain: `errors`.
import { entries, type Fields, fields, isSet, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import { contentTypeOf } from '../../../../values/own-response.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { GatewayView } from '../../source-views.ts';
import { isGenerated } from '../own/own-routes.ts';

const PROBLEM = 'application/problem+json';

interface Override {
  readonly body: string;
  readonly contentType: string;
  readonly source: string;
  readonly codes: readonly Fields[];
}

const overridesIn = (policy: Loose): Override[] =>
  entries(fields(policy.spec).responseOverride).map(({ match, source, response }) => {
    const { contentType, body } = fields(response);
    return {
      // `%%` is a percent sign.
      body: (text(fields(body).inline) ?? '').replaceAll('%%', '%'),
      contentType: text(contentType) ?? '',
      source: text(source) ?? 'Backend',
      codes: entries(fields(match).statusCodes),
    };
  });

const isProblem = ({ contentType, body }: Override): boolean =>
  contentType === PROBLEM && body.startsWith('{"type":"about:blank","title":');

/** The statuses of one page: a class where it has a range, which is without the statuses of other pages. */
const statusesOf = (codes: readonly Fields[]): (number | string)[] => {
  const classes = new Set(
    codes.flatMap((c) => (c.type === 'Range' ? [Math.floor(Number(fields(c.range).start) / 100)] : [])),
  );
  const values = codes.flatMap((c) => (c.type === 'Range' ? [] : [Number(c.value)]));
  const single = values.filter((v) => !classes.has(Math.floor(v / 100)));
  return [...new Set([...single, ...[...classes].map((c) => `${c}xx`)])];
};

/** Of several policies, the same pages once. */
const pagesOf = (all: readonly Override[]): object[] => {
  const pages = new Map<string, Override[]>();
  for (const o of all) {
    const key = JSON.stringify([o.contentType, o.body]);
    pages.set(key, [...(pages.get(key) ?? []), o]);
  }
  return [...pages.values()].flatMap((same) => {
    const [{ body, contentType }] = same as [Override];
    const sources = new Set(same.map((o) => o.source));
    const from = sources.size > 1 ? 'both' : sources.has('Local') ? 'gateway' : 'services';
    return statusesOf(same.flatMap((o) => o.codes)).map((status) => ({
      status,
      body,
      ...(contentType !== contentTypeOf(body) && { contentType }),
      ...(from !== DEFAULTS.errorPages.from.value && { from }),
    }));
  });
};

/** `errors` of our own output. Every policy has the same, with the challenges of its services. */
export const errorParts = ({ snapshot, source }: GatewayView): Part[] => {
  const policies = snapshot
    .of('BackendTrafficPolicy')
    .filter((p) => isGenerated(p) && isSet(fields(p.spec).responseOverride));
  const all = policies.flatMap(overridesIn);
  const from = policies.flatMap((p) => source.from(p, 'spec.responseOverride'));
  const pages = pagesOf(all.filter((o) => !isProblem(o)));
  const format: Part[] = all.some(isProblem) ? [{ key: 'errors.format', value: 'problem+json', from }] : [];
  // Without pages the format is the whole answer.
  if (pages.length === 0) return format.map((p) => ({ ...p, key: 'errors' }));
  return [...format, { key: 'errors.pages', value: pages, from: format.length > 0 ? [] : from }];
};
