// What else a rule says about its requests: mirror, CORS, credentials, timeouts, retries, sessions.

import { ENVOY_GATEWAY, fields, type Loose } from '../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../values/defaults.ts';
import { milliseconds } from '../../../values/duration.ts';
import type { Part } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { secondsAsDuration } from '../../spelling/durations.ts';
import { serviceReference } from '../../spelling/service-reference.ts';
import { type RouteView, sayObjects } from '../source-views.ts';

const existing = (...nodes: readonly SourceNode[]): SourceNode[] => nodes.filter((n) => n.exists);

const mirror = ({ settings, rule, ledger, home }: RouteView): Part[] => {
  const { action } = settings;
  const filters = rule.get('filters').items.filter((f) => f.get('type').text === 'RequestMirror');
  const [first, ...more] = filters;
  for (const f of more) ledger.say(f, 'RouteFilterNotSaid', { what: 'a second mirror' });
  if (!first || action.type !== 'forward') return [];
  const [to] = action.mirrors;
  if (to?.backend.kind !== 'Service' || to.backend.ref.port === undefined) {
    ledger.say(first, 'RouteFilterNotSaid', { what: 'a mirror that is no Service' });
    return [];
  }
  const { name = '', port } = to.backend.ref;
  const { namespace } = to.backend;
  const backend = serviceReference(name, port, namespace, home);
  return [{ key: 'mirror', value: to.percent === 100 ? backend : { backend, percent: to.percent }, from: [first] }];
};

const cors = ({ settings, source }: RouteView): Part[] => {
  const given = settings.filters.cors ? settings.cors : undefined;
  // A filter always has an age: the API server sets a default.
  if (given?.maxAge === undefined) return [];
  const at = (name: string) => source.from(given.source.object, `${given.source.field}.${name}`);
  const list = (key: string, value: readonly string[], name: string): Part[] =>
    value.length > 0 ? [{ key, value: [...value], from: at(name) }] : [];
  return [
    ...list('cors.origins', given.origins, 'allowOrigins'),
    ...list('cors.methods', given.methods, 'allowMethods'),
    ...list('cors.headers', given.headers, 'allowHeaders'),
    ...list('cors.exposeHeaders', given.exposedHeaders, 'exposeHeaders'),
    { key: 'cors.maxAge', value: secondsAsDuration(given.maxAge), from: at('maxAge') },
    { key: 'cors.credentials', value: given.credentials, from: at('allowCredentials') },
  ];
};

const timeout = ({ settings, source, route, rule, ledger, home }: RouteView): Part[] => {
  const { request } = settings.timeouts;
  // Without retries, the shorter name of both decides.
  ledger.noEffect(rule.get('timeouts'));
  if (request.source?.object !== route) return [];
  const [node] = source.from(route, request.source.field);
  const { usual, longRunning } = DEFAULTS.service.timeout.values;
  // Our own output states defaults, which the answers need not.
  if (!node || (home !== undefined && request.value === milliseconds(usual))) return [];
  return home !== undefined && request.value === milliseconds(longRunning)
    ? [{ key: 'longRunning', value: true, from: [node] }]
    : [{ key: 'timeout', value: node.text, from: [node] }];
};

/** Gateway API's retries: only the codes that are named. */
const retries = ({ rule }: RouteView): Part[] => {
  const retry = rule.get('retry');
  if (!retry.exists) return [];
  const codes = retry.get('codes').items;
  const attempts = retry.get('attempts');
  const backoff = retry.get('backoff');
  const perTry = rule.get('timeouts', 'backendRequest');
  const on = codes.map((c) => c.number);
  return [
    {
      key: 'retries',
      value: {
        ...(attempts.exists && { attempts: attempts.number }),
        on: on.length > 0 ? on : ['connect-failure'],
        // The source repeats every request, whatever its method.
        ...(on.length > 0 && { idempotent: true }),
        ...(perTry.exists && { perTryTimeout: perTry.text }),
        ...(backoff.exists && { backoff: { base: backoff.text } }),
      },
      from: existing(attempts, backoff, perTry, ...codes),
    },
  ];
};

const session = ({ settings, rule, ledger }: RouteView): Part[] => {
  const node = rule.get('sessionPersistence');
  const given = settings.session;
  if (!given || !node.exists) return [];
  const [name, type, life] = [node.get('sessionName'), node.get('type'), node.get('absoluteTimeout')];
  const permanent = node.get('cookieConfig', 'lifetimeType');
  if (given.type === 'Header')
    return [{ key: 'sessionPersistence', value: { header: given.name }, from: existing(name, type) }];
  if (permanent.exists && permanent.text !== 'Permanent') ledger.noEffect(permanent);
  const value = {
    ...(given.name !== undefined && { cookie: given.name }),
    ...(permanent.text === 'Permanent' && life.exists && { lifetime: life.text }),
  };
  if (type.exists) ledger.noEffect(type);
  const from = existing(name, ...(permanent.text === 'Permanent' ? [life, permanent] : []));
  return [{ key: 'sessionPersistence', value: Object.keys(value).length > 0 ? value : 'cookie', from }];
};

/** The HTTPRouteFilters of a rule. */
const named = ({ rule, snapshot, route }: RouteView): Loose[] =>
  rule.get('filters').items.flatMap((f) => {
    const name = f.get('extensionRef', 'name').text;
    const { namespace } = route.metadata;
    return (name !== undefined && snapshot.find(ENVOY_GATEWAY, 'HTTPRouteFilter', namespace, name)) || [];
  });

const credential = (view: RouteView): Part[] => {
  const { source, ledger } = view;
  const filter = named(view).find((f) => fields(f.spec).credentialInjection !== undefined);
  if (!filter) return [];
  const at = 'spec.credentialInjection';
  const [header] = source.from(filter, `${at}.header`);
  const [secret] = source.from(filter, `${at}.credential.valueRef.name`);
  ledger.noEffect(...source.from(filter, `${at}.credential.valueRef.kind`, `${at}.credential.valueRef.group`));
  const [overwrite] = source.from(filter, `${at}.overwrite`);
  if (overwrite?.flag === true) ledger.noEffect(overwrite);
  else if (overwrite) ledger.say(overwrite, 'RouteFilterNotSaid', { what: 'a credential next to that of the client' });
  return secret
    ? [
        {
          key: 'identity',
          value: { serviceToken: { secret: secret.text, ...(header && { header: header.text }) } },
          from: existing(secret, ...(header ? [header] : [])),
        },
      ]
    : [];
};

/** Keys of the service that do not depend on its path. */
export const filterParts = (view: RouteView): Part[] => [
  ...mirror(view),
  ...cors(view),
  ...timeout(view),
  ...retries(view),
  ...session(view),
  ...credential(view),
];

/** The types of filters that became keys of a service, and the names of HTTPRouteFilters. */
export const filterTypes = (view: RouteView, key: string): void => {
  const { rule, ledger } = view;
  for (const filter of rule.get('filters').items) {
    const ref = filter.get('extensionRef');
    // Of a filter of Envoy Gateway, the name decides.
    if (!ref.exists) ledger.carried(filter.get('type'), key);
    else ledger.noEffect(filter.get('type'), ref.get('group'), ref.get('kind'));
    if (ref.exists) ledger.carried(ref.get('name'), key);
  }
  sayObjects(view, named(view));
};
