import { show } from '../../loose-objects.ts';
import type { BehaviourCheck, Scene } from '../scene.ts';
import { served } from './served.ts';
import { type Claim, Paths } from './shared-paths.ts';

/** A path that is taken out of another one. */
interface Taken extends Claim {
  /** The path that it is taken out of. */
  readonly at: string;
  /** Whoever owns the Gateway may do so; worth knowing all the same. */
  readonly byPlatform: boolean;
  readonly platform: string | undefined;
}

/** From so many namespaces on a path is not somebody's that others intrude upon, but a common one in the wrong hands. */
const COMMON = 4;

const shownPath = ({ match }: Claim): string => match.path || '/';

const narrower = ({ match, at }: Taken): string => {
  if (at !== (match.path || '/')) return `which lies below ${at}`;
  return match.exact && match.weight === 0
    ? `which is exactly ${at}`
    : `with a condition that makes it narrower than ${at}`;
};

const reportTaken = (scene: Scene, from: Claim, taken: Taken): void =>
  scene.report(
    'PathInsideOtherNamespace',
    taken.byPlatform ? 'info' : 'warning',
    taken.by.route,
    taken.match.field,
    `This rule of namespace ${taken.by.namespace} takes ${shownPath(taken)}, ${narrower(taken)} of ${show(from.by.route)}: the narrower match wins, so those requests never reach namespace ${from.by.namespace}, and no status says so. ${
      taken.byPlatform
        ? `Where that is meant, tell the owners of namespace ${from.by.namespace}.`
        : `Take a path outside of ${taken.at}, or let namespace ${from.by.namespace} route it.`
    }`,
  );

const reportCommon = (scene: Scene, from: Claim, example: Taken, namespaces: readonly string[]): void => {
  const { at, platform, by, match } = example;
  const owner = platform === undefined ? "the Gateway's namespace" : `namespace ${platform}, the Gateway's`;
  scene.report(
    'PathInsideOtherNamespace',
    'warning',
    from.by.route,
    from.match.field,
    `This rule of namespace ${from.by.namespace} takes ${at} whole, and ${namespaces.length === 1 ? `namespace ${namespaces[0]}` : `${namespaces.length} other namespaces`} serve paths below it, such as ${match.path} (${show(by.route)}): it gets every request below ${at} that they do not serve yet, or no longer. Leave ${at} to ${owner}, and take a longer path.`,
  );
};

/** Routes that take requests below a path of another namespace. Equal ones are RouteRulesOverlap. */
export const owners: BehaviourCheck = (scene) => {
  const all = served(scene);
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
    if (common) reportCommon(scene, from, below[0]!, namespaces);
    for (const t of taken) if (!common || !isBelow.has(t)) reportTaken(scene, from, t);
  }
};
