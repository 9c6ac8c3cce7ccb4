// With gateway.attach, the Gateway belongs to somebody else: what only its owner can set is refused, and what cannot be safe without it.
import { headersSetBy, kindOf, OWN_HEADERS } from '../../auth/kinds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { type Found, found, type Rule } from './rule.ts';

const OF_PROXIES = 'The proxies and their Service belong to the owner of the Gateway.';
const OF_LISTENER = 'Settings of all clients of the listener belong to the owner of the Gateway.';
const OF_FOLDER = 'It is for a folder that contains the Gateway.';

/** Topics that need the Gateway, the keys of them that do not, and why the others are refused. */
const NOT_OURS: Readonly<Partial<Record<keyof Answers, { readonly ours: readonly string[]; readonly why: string }>>> = {
  gateway: { ours: ['name', 'namespace', 'attach'], why: OF_PROXIES },
  proxy: { ours: [], why: OF_PROXIES },
  tls: { ours: ['attached'], why: OF_LISTENER },
  traffic: { ours: ['peakRequestsPerSecond', 'p95Latency'], why: OF_LISTENER },
  envoyGateway: { ours: ['version', 'namespace', 'proxies'], why: 'Envoy Gateway is installed with the Gateway.' },
  observability: {
    ours: [],
    why: 'Logs, metrics and traces are settings of the proxies, which belong to the owner of the Gateway.',
  },
  mesh: { ours: [], why: 'The proxies are enrolled in the mesh by the owner of the Gateway.' },
  platform: { ours: [], why: OF_PROXIES },
  http3: { ours: [], why: OF_LISTENER },
  streams: { ours: [], why: 'Streams need listeners of their own on the Gateway.' },
  layout: { ours: [], why: OF_FOLDER },
  teams: { ours: [], why: OF_FOLDER },
  owners: { ours: [], why: OF_FOLDER },
  delivery: { ours: [], why: OF_FOLDER },
};

/** Keys of services that need the Gateway or its EnvoyProxy. */
export const SERVICE_NOT_OURS = {
  plainHttp: 'The http listener, and what it removes from requests, belongs to the owner of the Gateway.',
  extensions: 'The EnvoyProxy decides the order of extensions and authentication.',
} as const;

const no = (path: readonly PropertyKey[], why: string, key = path.join('.')): Found =>
  found(path, 'NotOfAttached', { key, why });

const ofTopic = (answers: Answers, topic: keyof Answers): Found[] => {
  const value = answers[topic];
  if (value === undefined) return [];
  const { ours, why } = NOT_OURS[topic]!;
  if (ours.length === 0) return [no([topic], why)];
  return Object.entries(value)
    .filter(([key, given]) => given !== undefined && !ours.includes(key))
    .map(([key]) => no([topic, key], why));
};

const ofKeys = (answers: Answers): Found[] => {
  const { network, rateLimit, tls } = answers;
  return [
    ...(Object.keys(NOT_OURS) as (keyof Answers)[]).flatMap((topic) => ofTopic(answers, topic)),
    ...answers.services.flatMap((s, i) =>
      (Object.keys(SERVICE_NOT_OURS) as (keyof typeof SERVICE_NOT_OURS)[])
        .filter((key) => s[key] !== undefined)
        .map((key) => no(['services', i, key], SERVICE_NOT_OURS[key], key)),
    ),
    ...(answers.hostnames ?? []).flatMap((host, i) =>
      (['secret', 'issuer'] as const)
        .filter((key) => host[key] !== undefined)
        .map((key) => no(['hostnames', i, key], OF_LISTENER, `hostnames.${key}`)),
    ),
    ...(network && network.policy !== 'none'
      ? [
          no(
            ['network'],
            'Network policies for the proxies belong to the owner of the Gateway, and those of backends depend on them.',
          ),
        ]
      : []),
    ...(rateLimit?.across === 'api' ? [no(['rateLimit', 'across'], OF_LISTENER, 'rateLimit.across: api')] : []),
    ...(rateLimit?.redis?.deploy
      ? [
          no(
            ['rateLimit', 'redis'],
            'The rate limit service and its Redis belong to the installation of Envoy Gateway.',
            'rateLimit.redis.deploy',
          ),
        ]
      : []),
    ...(rateLimit?.responseHeaders === undefined ? [] : [no(['rateLimit', 'responseHeaders'], OF_LISTENER)]),
    ...answers.services.flatMap((s, i) =>
      s.extensions
        ? [
            no(
              ['services', i, 'extensions'],
              'The order of filters, and the header by which requests on older connections are denied, belong to the owner of the Gateway.',
              'extensions',
            ),
          ]
        : [],
    ),
    ...(tls.attached ? [] : [found(['tls'], 'AttachedCertificate')]),
  ];
};

/** A service whose tokens may come from providers that set different headers. */
const ofClaims = (s: ServiceAnswer, at: number, answers: Answers): Found[] => {
  const tokens = acceptedMethods(s, answers.auth).filter(([, m]) => m.type === 'jwt');
  const sets = tokens.map(([, m]) => new Set(headersSetBy(m).map((h) => h.toLowerCase())));
  const all = new Set(sets.flatMap((set) => [...set]));
  const header = [...all].find((h) => sets.some((set) => !set.has(h)));
  return header === undefined
    ? []
    : [found(['services', at], 'ForgeableClaims', { service: s.name, methods: tokens.map(([name]) => name), header })];
};

/** Names that remain for identity headers: a filter removes 16, and some are for credentials and for `transform`. */
const MOST = 12;

const ofMethods = (answers: Answers): Found[] => {
  const methods = Object.entries(answers.auth?.methods ?? {});
  const used = new Set(answers.services.flatMap((s) => acceptedMethods(s, answers.auth).map(([name]) => name)));
  const unproven = methods.filter(([name, m]) => used.has(name) && kindOf(m).authorization === 'chain');
  const headers = new Set([...OWN_HEADERS, ...methods.flatMap(([, m]) => headersSetBy(m).map((h) => h.toLowerCase()))]);
  return [
    ...unproven.map(([method, { type }]) =>
      found(['auth', 'methods', method, 'type'], 'LoginNotVerifiable', { method, type }),
    ),
    ...(headers.size > MOST
      ? [found(['auth', 'methods'], 'TooManyForgeable', { count: headers.size, most: MOST })]
      : []),
    ...answers.services.flatMap((s, i) => ofClaims(s, i, answers)),
  ];
};

/** Whether any limit is counted by each proxy, the number of which the owner of the proxies decides. */
export const countsLocally = ({ rateLimit, services }: Answers): boolean =>
  (rateLimit?.scope ?? DEFAULTS.rateLimit.scope.value) === 'local' &&
  (rateLimit?.limits !== undefined || services.some((s) => s.rateLimit !== undefined && s.rateLimit !== 'none'));

export const attachRules: Rule = (answers) => {
  const attach = answers.gateway?.attach;
  if (!attach) return answers.tls.attached ? [found(['tls', 'attached'], 'AttachedWithoutGateway')] : [];
  return [
    ...ofKeys(answers),
    ...ofMethods(answers),
    ...(countsLocally(answers) && attach.replicas === undefined
      ? [found(['gateway', 'attach'], 'ReplicasUnknown')]
      : []),
  ];
};

/** Keys of envoyGateway that have an effect on the manifests, whoever installs it. */
const OF_MANIFESTS: readonly string[] = ['install', 'version', 'namespace', 'proxies'];

/** What belongs to the installation, in a file that does not install Envoy Gateway. */
export const installRules: Rule = ({ envoyGateway, rateLimit }) => {
  if (envoyGateway?.install !== false) return [];
  return [
    ...(rateLimit?.redis?.deploy
      ? [
          found(['rateLimit', 'redis'], 'InstalledElsewhere', {
            key: 'rateLimit.redis.deploy',
            fix: 'Write rateLimit.redis.url with the address of the Redis in the Helm values of that file.',
          }),
        ]
      : []),
    ...Object.entries(envoyGateway)
      .filter(([key, value]) => value !== undefined && !OF_MANIFESTS.includes(key))
      .map(([key]) =>
        found(['envoyGateway', key], 'InstalledElsewhere', {
          key: `envoyGateway.${key}`,
          fix: `Set envoyGateway.${key} in the answers file that installs Envoy Gateway.`,
        }),
      ),
  ];
};
