import { show } from '../../../effective/objects/loose-objects.ts';
import type { Check, Report } from '../../check.ts';
import { served } from './served.ts';
import { type Claim, Paths } from './shared-paths.ts';

/** A path of one owner inside the path of another one. */
interface Taken extends Claim {
  /** The path that contains it. */
  readonly at: string;
  /** The owner of the Gateway may do so; it is reported as information. */
  readonly byPlatform: boolean;
  readonly platform: string | undefined;
}

/** If at least this number of namespaces have routes below a path, the path is treated as common, with the wrong owner. */
const COMMON = 4;

const shownPath = ({ match }: Claim): string => match.path || '/';

const narrower = ({ match, at }: Taken): 'below' | 'exact' | 'condition' => {
  if (at !== (match.path || '/')) return 'below';
  return match.exact && match.weight === 0 ? 'exact' : 'condition';
};

const reportTaken = (report: Report, from: Claim, taken: Taken): void =>
  report('PathInsideOtherNamespace', taken.by.route, taken.match.field, {
    case: 'taken',
    of: {
      namespace: taken.by.namespace,
      path: shownPath(taken),
      narrower: narrower(taken),
      at: taken.at,
      route: show(from.by.route),
      other: from.by.namespace,
      byPlatform: taken.byPlatform,
    },
  });

const reportCommon = (report: Report, from: Claim, example: Taken, namespaces: readonly string[]): void => {
  const { at, platform, by, match } = example;
  report('PathInsideOtherNamespace', from.by.route, from.match.field, {
    case: 'common',
    of: { namespace: from.by.namespace, at, namespaces, example: match.path, route: show(by.route), platform },
  });
};

/** Routes that match requests below a path of another namespace. Equal matches are RouteRulesOverlap. */
export const owners: Check = (snapshot, report) => {
  const all = served(snapshot);
  if (new Set(all.map((s) => s.namespace)).size < 2) return;
  const paths = new Paths(all);
  const byOwner = new Map<Claim, Taken[]>();
  for (const by of all)
    for (const { match, from, at, platform } of paths.taken(by)) {
      const taken = { by, match, at, platform, byPlatform: by.namespace === platform };
      const known = byOwner.get(from);
      if (known) known.push(taken);
      else byOwner.set(from, [taken]);
    }
  for (const [from, taken] of byOwner) {
    const below = taken.filter((t) => t.at !== shownPath(t));
    const isBelow = new Set(below);
    const namespaces = [...new Set(below.map((t) => t.by.namespace))];
    const common = namespaces.length >= COMMON || below[0]?.at === '/';
    if (common) reportCommon(report, from, below[0]!, namespaces);
    for (const t of taken) if (!common || !isBelow.has(t)) reportTaken(report, from, t);
  }
};
