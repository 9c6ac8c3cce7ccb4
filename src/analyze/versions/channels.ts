import { EXPERIMENTAL } from '../../crds/experimental-fields.ts';
import { type Finding, finding } from '../../diagnostics/finding.ts';
import { fields, GATEWAY_API, type Loose, show, text } from '../../effective/objects/loose-objects.ts';
import { valuesAt } from './field-values.ts';

const CHANNEL = 'gateway.networking.k8s.io/channel';

/** Whether an object is a CRD of the experimental channel. */
const isExperimental = (o: Loose): boolean =>
  o.kind === 'CustomResourceDefinition' &&
  text(fields(o.spec).group) === GATEWAY_API &&
  fields(o.metadata.annotations)[CHANNEL] === 'experimental';

/** The first place of something, and the number of further objects that have it. */
interface Use {
  readonly object: Loose;
  readonly field: string;
  count: number;
}

/** The version of a kind in the standard channel; undefined: it has none. */
const standardOf = (apiVersion: string, kind: string): string | undefined => {
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  const id = `${group}/v1/${kind}`;
  return group === GATEWAY_API && !EXPERIMENTAL[id]?.includes('') ? `${group}/v1` : undefined;
};

const above = (field: string): string => field.slice(0, field.lastIndexOf('.'));

/** The experimental fields of an object, by their paths; a path `at=value` is the value of a union, which comes with its field. */
const usedBy = (object: Loose): [path: string, field: string][] => {
  const paths = EXPERIMENTAL[`${object.apiVersion}/${object.kind}`];
  if (!paths) return [];
  const used: [string, string][] = [];
  for (const path of paths) {
    const [at = '', wanted] = path.split('=');
    const field =
      at === ''
        ? 'apiVersion'
        : valuesAt(object, at).find(({ value }) => wanted === undefined || value === wanted)?.field;
    if (field === undefined) continue;
    if (wanted === undefined || !used.some(([, known]) => above(known) === above(field))) used.push([path, field]);
  }
  return used;
};

const findingOf = ({ object, field, count }: Use): Finding => {
  const { apiVersion, kind } = object;
  const report = (values: Parameters<typeof finding<'ExperimentalChannel'>>[3]): Finding =>
    finding('ExperimentalChannel', show(object), field, values);
  if (field !== 'apiVersion') return report({ case: 'field', of: { field, count } });
  const id = `${apiVersion} ${kind}`;
  const servedAs = standardOf(apiVersion, kind);
  return report(servedAs ? { case: 'version', of: { id, servedAs, count } } : { case: 'kind', of: { id, count } });
};

/** Fields, values and versions that only the experimental channel of Gateway API has, each at its first place. */
export const channelFindings = (objects: readonly Loose[]): Finding[] => {
  if (objects.some(isExperimental)) return [];
  const uses = new Map<string, Use>();
  for (const object of objects)
    for (const [path, field] of usedBy(object)) {
      const key = `${path === '' ? object.apiVersion : ''} ${object.kind} ${path}`;
      const known = uses.get(key);
      if (known) known.count++;
      else uses.set(key, { object, field, count: 0 });
    }
  return [...uses.values()].map(findingOf);
};
