// The backends of a rule as keys of a service: one, a canary, several with weights, or one with a fallback.
import type { Part } from '../../neutral/neutral.ts';
import { said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { isGenerated } from '../policies/own/own-routes.ts';
import type { RouteView } from '../source-views.ts';
import { type BackendAnswer, backendAnswer } from './backend-answers.ts';

interface Weighted extends BackendAnswer {
  readonly weight: number;
  readonly weightFrom: readonly SourceNode[];
  /** Of a generated route: both answers give the same objects, and only a canary can have a header. */
  readonly isGenerated: boolean;
}

/** Two backends whose weights are percentages, the second with the smaller share or of a generated route: a canary. */
const isCanary = ([a, b, ...more]: readonly Weighted[]): boolean =>
  more.length === 0 &&
  a !== undefined &&
  b !== undefined &&
  a.weight + b.weight === 100 &&
  (b.weight <= a.weight || b.isGenerated);

const split = (all: readonly Weighted[]): Part[] => {
  const [first, second] = all;
  if (all.length === 1) return [{ key: 'backend', value: first!.value, from: [...first!.from, ...first!.weightFrom] }];
  if (all.length === 2 && second!.isFallback && !first!.isFallback)
    return [
      { key: 'backend', value: first!.value, from: [...first!.from, ...first!.weightFrom] },
      { key: 'failover', value: second!.value, from: [...second!.from, ...second!.weightFrom] },
    ];
  if (isCanary(all))
    return [
      { key: 'backend', value: first!.value, from: [...first!.from, ...first!.weightFrom] },
      {
        key: 'canary',
        value: { backend: second!.value, weight: second!.weight },
        from: [...second!.from, ...second!.weightFrom],
      },
    ];
  return [
    {
      key: 'backends',
      value: all.map(({ value, weight }) => ({ backend: value, weight })),
      from: all.flatMap((b) => [...b.from, ...b.weightFrom]),
    },
  ];
};

/** Parts with the same key, of which one is enough. */
const unique = (parts: readonly Part[]): Part[] => {
  const all = new Map<string, Part>();
  for (const part of parts) {
    const known = all.get(part.key);
    all.set(part.key, known ? { ...known, from: [...known.from, ...part.from] } : part);
  }
  return [...all.values()];
};

const hostHeaders = (view: RouteView, all: readonly BackendAnswer[]): readonly BackendAnswer[] => {
  const { settings, ledger, rule } = view;
  const { host } = settings.filters.rewrite;
  const [node] = hostNodes(rule);
  if (host?.by === 'backend') return all;
  const [only] = all;
  if (host?.by === 'name' && all.every((b) => b.isExternal && b.host === host.to)) {
    if (node) ledger.carried(node, 'backend');
    return all;
  }
  if (host?.by === 'name' && all.length === 1 && only!.isExternal && typeof only!.value === 'string') {
    const from = node ? [...only!.from, node] : only!.from;
    return [{ ...only!, value: { url: only!.value, serverName: host.to }, from }];
  }
  if (host !== undefined && node) ledger.say(node, 'RouteFilterNotSaid', { what: 'a change of the Host header' });
  if (host === undefined)
    for (const b of all)
      if (b.isExternal && b.host !== undefined && b.from[0])
        ledger.add(b.from[0], said('RouteHostHeader', { host: b.host }));
  return all;
};

/** The fields that change the Host header, of URLRewrite filters. */
const hostNodes = (rule: SourceNode): SourceNode[] =>
  rule
    .get('filters')
    .items.map((f) => f.get('urlRewrite', 'hostname'))
    .filter((n) => n.exists);

/** Filters of a single backend: the one of our own output has no meaning of its own, others cannot be said. */
const filtersOfBackend = ({ ledger }: RouteView, ref: SourceNode): void => {
  for (const filter of ref.get('filters').items) {
    const [header, ...more] = filter.get('requestHeaderModifier', 'set').items;
    if (more.length === 0 && header?.get('name').text === 'x-gateway-track') ledger.noEffect(filter);
    else
      ledger.say(filter, 'RouteFilterNotSaid', { what: `the filter ${filter.get('type').text ?? ''} of one backend` });
  }
};

/** The keys of a service for the backends of a rule; a question, if answers cannot forward to them. */
export const backendParts = (view: RouteView): Part[] => {
  const { settings, rule } = view;
  const refs = rule.get('backendRefs');
  const read = settings.backends.map((b) => ({ b, answer: backendAnswer(view, b) }));
  const wrong = read.find(({ answer }) => typeof answer === 'string');
  if (wrong || read.length === 0) {
    const what = wrong ? (wrong.answer as string) : 'no backend';
    const from = [refs.exists ? refs : rule];
    return [
      {
        key: 'backend',
        value: undefined,
        from,
        said: said('BackendAsked', {
          service: view.route.metadata.name,
          what: `no answer forwards requests to ${what}`,
        }),
      },
    ];
  }
  const weighted = read.map(({ b, answer }, i): Weighted => {
    const weight = refs.get(i, 'weight');
    return {
      ...(answer as BackendAnswer),
      weight: b.weight,
      weightFrom: weight.exists ? [weight] : [],
      isGenerated: isGenerated(view.route),
    };
  });
  for (const ref of refs.items) filtersOfBackend(view, ref);
  const all = hostHeaders(view, weighted) as readonly Weighted[];
  return unique([...split(all), ...all.flatMap((b) => b.parts)]);
};
