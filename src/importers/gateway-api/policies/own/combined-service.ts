// The policies of all routes of one generated service, as those of one service of the answers.
import { fields, type Loose } from '../../../../effective/objects/loose-objects.ts';
import type { NeutralAuth, Part } from '../../../neutral/neutral.ts';
import { Ledger } from '../../../report/ledger.ts';
import type { RoutePolicies, SourceView } from '../../source-views.ts';
import { rulePolicies } from '../rule-policies.ts';
import { type LimitKey, strongestKey } from '../traffic/limit-keys.ts';
import { openPaths } from './open-paths.ts';
import { type OwnService, ownServices, settingsOf } from './own-routes.ts';
import { isVariant } from './same-rules.ts';

/** A service of which the variants are part. */
interface Combined {
  readonly service: OwnService;
  /** What the other routes of the service add to the policies of its main route. */
  readonly add: (main: RoutePolicies) => RoutePolicies;
}

const policiesOf = (view: SourceView, route: Loose): RoutePolicies | undefined => {
  const settings = settingsOf(view.snapshot, route, 0);
  return settings && rulePolicies(view, settings, undefined);
};

/** What must be equal in all routes of a service: everything but the methods and the key of limits. */
const content = (parts: readonly Part[]): string =>
  JSON.stringify(
    parts
      .map(({ key, value }) => [
        key,
        key === 'rateLimit' && typeof value === 'object' ? { ...fields(value), key: undefined } : value,
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

const keyOf = (parts: readonly Part[]): LimitKey[] => {
  const limit = parts.find((p) => p.key === 'rateLimit');
  return typeof limit?.value === 'object' ? [fields(limit.value).key as LimitKey] : [];
};

/** The sources of equal parts together, and the strongest of their keys. */
const joinParts = (all: readonly RoutePolicies[]): Part[] => {
  const key = strongestKey(all.flatMap((r) => keyOf(r.parts)));
  return all[0]!.parts.map((p) => ({
    ...p,
    ...(p.key === 'rateLimit' && typeof p.value === 'object' && { value: { ...fields(p.value), key } }),
    from: all.flatMap((r) => r.parts.find((q) => q.key === p.key)?.from ?? []),
  }));
};

/** Any of the methods of the routes; without a credential, those of the main route. */
const joinAuth = (main: NeutralAuth, variants: readonly NeutralAuth[]): NeutralAuth | undefined => {
  const methods = variants.flatMap((v) =>
    v.is === 'methods' && (v.need === 'any' || v.methods.length === 1) ? [v] : [],
  );
  if (methods.length < variants.length) return undefined;
  const from = [...main.from, ...variants.flatMap((v) => v.from)];
  const of = methods.flatMap((m) => m.methods);
  if (main.is === 'public') return { is: 'methods', need: 'optional', methods: of, from };
  if (main.is !== 'methods' || (main.need !== 'any' && main.methods.length > 1)) return undefined;
  return { is: 'methods', need: 'any', methods: [...main.methods, ...of], from };
};

/** Parts that decide who has access, of a route without methods. */
const isOfAccess = ({ key }: Part): boolean => /^(allow|deny)\./.test(key);

const combine = (view: SourceView, service: OwnService): Combined | undefined => {
  const { main, variants, open } = service;
  const { snapshot } = view;
  if (!variants.every((v) => isVariant(snapshot, main, v))) return undefined;
  const paths = open.length > 0 ? openPaths(view.snapshot, open, main) : [];
  if (paths === undefined) return undefined;
  const of = (list: readonly (readonly Loose[])[]) => list.map((routes) => policiesOf(view, routes[0]!));
  const ofVariants = of(variants);
  const ofOpen = open.map((r) => policiesOf(view, r));
  if ([...ofVariants, ...ofOpen].some((p) => p === undefined)) return undefined;
  const those = ofVariants as RoutePolicies[];
  const publics = ofOpen as RoutePolicies[];
  if (publics.some((p) => p.auth.is !== 'public' || p.parts.some((x) => x.key.startsWith('allow.')))) return undefined;
  const first = policiesOf(view, main[0]!);
  if (!first || (publics.length > 0 && first.auth.is !== 'methods')) return undefined;
  const isOptional = first.auth.is === 'public';
  const compared = (p: RoutePolicies): string => content(p.parts.filter((x) => !isOptional || !isOfAccess(x)));
  const traffic = (p: RoutePolicies): string => content(p.parts.filter((x) => !isOfAccess(x)));
  if (publics.some((p) => traffic(p) !== traffic(first))) return undefined;
  if (those.some((p) => compared(p) !== compared(first))) return undefined;
  if (
    !joinAuth(
      first.auth,
      those.map((p) => p.auth),
    )
  )
    return undefined;
  return {
    service,
    add: (given) => {
      const auth = joinAuth(
        given.auth,
        those.map((p) => p.auth),
      )!;
      const limits = [given, ...those];
      const withAccess =
        isOptional && those[0] ? [{ ...given, parts: those[0].parts }, given, ...those.slice(1)] : limits;
      const opened = publics.flatMap((p) => [...p.auth.from, ...p.parts.flatMap((x) => x.from)]);
      const part: Part[] =
        paths.length > 0
          ? [
              {
                key: 'public',
                value: paths,
                from: [...open.flatMap((r) => view.source.from(r, 'spec.rules')), ...opened],
              },
            ]
          : [];
      return { auth, parts: [...joinParts(withAccess), ...part] };
    },
  };
};

/**
 * The generated services of which several routes are one. Where the content of a route is not what generate writes, all routes of
 * its service stay what they are.
 */
export const combinedServices = (view: SourceView): ReadonlyMap<Loose, Combined> => {
  const known = view.snapshot.index(memory);
  if (!known.routes) {
    // What is read here is read again where it belongs; only that is reported.
    const silent = { ...view, ledger: new Ledger() };
    known.routes = new Map(
      ownServices(view.snapshot).flatMap((service) => {
        const found = combine(silent, service);
        const routes = [...service.main, ...service.variants.flat(), ...service.open];
        return found ? routes.map((route): [Loose, Combined] => [route, found]) : [];
      }),
    );
  }
  return known.routes;
};

const memory = (): { routes?: Map<Loose, Combined> } => ({});
