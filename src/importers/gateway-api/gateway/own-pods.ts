// The pods of Services, which the network policies and the mesh of our own output contain: `pods` of the backends.
import { entries, type Fields, fields, type Loose, text } from '../../../effective/objects/loose-objects.ts';
import { BACKEND } from '../../../objects/annotations.ts';
import { DEFAULTS } from '../../../values/defaults.ts';
import { stable } from '../../neutral/grouping.ts';
import type { ListItem, NeutralService } from '../../neutral/neutral.ts';
import { isGenerated } from '../policies/own/own-routes.ts';
import type { SourceView } from '../source-views.ts';

interface OwnBackend {
  readonly service: string;
  readonly port: number;
  readonly namespace: string;
}

const ID = /^([^/]+)\/([^/:]+):(\d+)$/;

/** The container port that a policy allows first. Those of Cilium are texts. */
const portOf = (spec: Fields): string | number | undefined => {
  const [rule] = entries(spec.ingress);
  const [port] = [...entries(rule?.ports), ...entries(rule?.toPorts).flatMap((p) => entries(p.ports))];
  const given = port?.port;
  if (typeof given === 'number') return given;
  const written = text(given);
  return written !== undefined && /^\d+$/.test(written) ? Number(written) : written;
};

/** What is not what generate assumes about the pods of a Service. */
const podsOf = (policy: Loose, { service, port }: OwnBackend): Fields | undefined => {
  const spec = fields(policy.spec);
  const labels = fields(fields(spec.podSelector ?? spec.endpointSelector).matchLabels);
  const own = portOf(spec);
  const isUsual = stable(labels) === stable({ [DEFAULTS.backend.pods.labels.values]: service });
  const pods = { ...(!isUsual && { labels }), ...(own !== undefined && own !== port && { port: own }) };
  return Object.keys(pods).length > 0 ? pods : undefined;
};

/** By the id of the backend: the answer for it. */
const backendsIn = ({ source }: SourceView, home: string | undefined): Map<string, Fields> => {
  const all = new Map<string, Fields>();
  for (const policy of source.objects) {
    if (!isGenerated(policy) || !/^(Cilium)?NetworkPolicy$/.test(policy.kind)) continue;
    const id = text(fields(policy.metadata.annotations)[BACKEND]) ?? '';
    const [, namespace = '', service = '', digits] = ID.exec(id) ?? [];
    const backend = { service, port: Number(digits), namespace };
    const pods = service === '' ? undefined : podsOf(policy, backend);
    if (!pods) continue;
    const { namespace: _, ...rest } = backend;
    all.set(id, { ...(namespace === home ? rest : backend), pods });
  }
  return all;
};

const KEYS = new Set(['backend', 'backends', 'canary', 'failover', 'mirror']);

/** Services and streams with the pods of their backends. */
export const withPods = (
  view: SourceView,
  home: string | undefined,
): {
  readonly services: (all: readonly NeutralService[]) => readonly NeutralService[];
  readonly lists: (all: readonly ListItem[]) => readonly ListItem[];
} => {
  const known = backendsIn(view, home);
  const idOf = (written: string): string => (written.includes('/') ? written : `${home}/${written}`);
  const answer = (value: unknown): unknown => {
    if (typeof value === 'string') return known.get(idOf(value)) ?? value;
    if (Array.isArray(value)) return value.map(answer);
    return typeof value === 'object' && value !== null && 'backend' in value
      ? { ...value, backend: answer(value.backend) }
      : value;
  };
  return {
    services: (all) =>
      known.size === 0
        ? all
        : all.map((s) => ({
            ...s,
            parts: s.parts.map((p) => (KEYS.has(p.key) ? { ...p, value: answer(p.value) } : p)),
          })),
    lists: (all) =>
      known.size === 0
        ? all
        : all.map((i) => (i.list === 'streams' ? { ...i, value: answer(i.value) as ListItem['value'] } : i)),
  };
};
