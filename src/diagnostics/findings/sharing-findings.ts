// Gateways that several namespaces share.
import { constant, define, either, type Group, type Variant, variants } from '../definition.ts';

const firstThree = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** How the match of a route is narrower than the path `at` of another one. */
const NARROWER = {
  below: (at: string) => `which lies below ${at}`,
  exact: (at: string) => `which is exactly ${at}`,
  condition: (at: string) => `with a condition that makes it narrower than ${at}`,
};

const inside = {
  /** A route of `namespace` gets `path` out of the path `at` of a route in namespace `other`. */
  taken: ({
    namespace,
    path,
    narrower,
    at,
    route,
    other,
    byPlatform,
  }: {
    readonly namespace: string;
    readonly path: string;
    readonly narrower: keyof typeof NARROWER;
    readonly at: string;
    readonly route: string;
    readonly other: string;
    /** The route is in the Gateway's namespace, whose owner may do so. */
    readonly byPlatform: boolean;
  }) => ({
    what: `This rule of namespace ${namespace} takes ${path}, ${NARROWER[narrower](at)} of ${route}: the narrower match wins, so those requests never reach namespace ${other}, and no status says so. ${
      byPlatform
        ? `Where that is meant, tell the owners of namespace ${other}.`
        : `Take a path outside of ${at}, or let namespace ${other} route it.`
    }`,
    why: '',
    fix: '',
  }),
  /** A route has a path below which several namespaces serve others. `platform`: the Gateway's namespace. */
  common: ({
    namespace,
    at,
    namespaces,
    example,
    route,
    platform,
  }: {
    readonly namespace: string;
    readonly at: string;
    readonly namespaces: readonly string[];
    readonly example: string;
    readonly route: string;
    readonly platform: string | undefined;
  }) => ({
    what: `This rule of namespace ${namespace} takes ${at} whole, and ${namespaces.length === 1 ? `namespace ${namespaces[0]}` : `${namespaces.length} other namespaces`} serve paths below it, such as ${example} (${route}): it gets every request below ${at} that they do not serve yet, or no longer. Leave ${at} to ${platform === undefined ? "the Gateway's namespace" : `namespace ${platform}, the Gateway's`}, and take a longer path.`,
    why: '',
    fix: '',
  }),
};

export const sharingFindings = {
  PathInsideOtherNamespace: define<Variant<typeof inside>>({
    severity: either('warning', 'info', (v) => v.case === 'taken' && v.of.byPlatform),
    sample: {
      case: 'taken',
      of: {
        namespace: 'reports',
        path: '/v1/orders/export',
        narrower: 'below',
        at: '/v1/orders',
        route: 'HTTPRoute orders/api',
        other: 'orders',
        byPlatform: false,
      },
    },
    words: variants(inside),
    example: {
      before: 'HTTPRoute orders/api: /v1/orders; HTTPRoute reports/export: /v1/orders/export',
      after: 'HTTPRoute orders/api: /v1/orders; HTTPRoute reports/export: /v1/reports/orders',
    },
  }),
  PathsUnrestricted: define<{ namespaces: readonly string[]; resources: readonly string[] }>({
    severity: 'info',
    sample: { namespaces: ['orders', 'reports'], resources: ['httproutes'] },
    words: ({ namespaces, resources }) => ({
      what: `Routes of ${namespaces.length} other namespaces (${firstThree(namespaces)}) attach here, and nothing among these files says which paths each may take: any of them may take a longer path than another's. Add a ValidatingAdmissionPolicy for ${resources.join(' and ')} and a binding with validationActions: [Deny]; where the cluster has one, all is well.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'allowedRoutes: { namespaces: { from: Selector, selector: {...} } }',
      after:
        'the same, and { kind: ValidatingAdmissionPolicy, matchConstraints: { resourceRules: [{ apiGroups: [gateway.networking.k8s.io], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [httproutes] }] } } with its ValidatingAdmissionPolicyBinding { validationActions: [Deny] }',
    },
  }),
  PolicyReplacesAuthentication: define<{
    root: string;
    route: string;
    lost: readonly string[];
    own: readonly string[];
    merged: boolean;
  }>({
    severity: 'warning',
    sample: {
      root: 'SecurityPolicy platform/gateway',
      route: 'HTTPRoute orders/api',
      lost: ['jwt'],
      own: ['basicAuth'],
      merged: false,
    },
    words: ({ root, route, lost, own, merged }) => ({
      what: `${root} asks for ${lost.join(' and ')}; for ${route} this policy asks for its own ${own.join(' and ')} in place of that, so whom the Gateway would refuse may get in. ${
        merged
          ? `Merging keeps the Gateway's where this policy leaves ${lost.join(' and ')} out, or repeats it word by word.`
          : `Write mergeType: StrategicMerge and leave out what the Gateway asks for, or repeat its ${lost.join(' and ')} word by word.`
      }`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'Gateway: jwt; route of another namespace: { basicAuth: ... }',
      after: 'Gateway: jwt; route of another namespace: { mergeType: StrategicMerge, cors: ... }',
    },
  }),
  /** `namespaces`: those whose routes attach; undefined: not known. */
  RoutesFromEverywhere: define<{ namespaces: readonly string[] | undefined }>({
    severity: 'info',
    sample: { namespaces: ['orders', 'reports'] },
    words: ({ namespaces }) => ({
      what: namespaces
        ? `Whoever may write a route in any namespace of the cluster may attach it here and take paths of others; meant are ${firstThree(namespaces)}. Choose a Selector: by a label that only the platform sets, or by kubernetes.io/metadata.name.`
        : 'Every namespace may attach routes here, and take paths of others. Choose Same or a Selector.',
      why: '',
      fix: '',
    }),
    example: {
      before: 'allowedRoutes: { namespaces: { from: All } }',
      after: 'allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } }',
    },
  }),
} as const satisfies Group;
