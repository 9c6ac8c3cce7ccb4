// Authentication of an Ingress. What no answer has leaves the service undecided.
import { objectName } from '../../values/scalars.ts';
import type { NeutralAuth, NeutralMethod } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { asked, byTable, dropped, shortened, shortName } from './ingress-annotations.ts';
import { externalAuth } from './ingress-external-auth.ts';
import type { Ingress } from './ingress-objects.ts';
import type { NginxConfig } from './nginx-config.ts';
import type { Obstacle } from './obstacle.ts';

type Read = { readonly method: NeutralMethod; readonly at: SourceNode } | Obstacle | undefined;

/** The Secret of auth-secret: `name` or `namespace/name`. */
const secretOf = ({ annotations, namespace }: Ingress): { name: string; space: string | undefined } => {
  const [name = '', space] = (annotations.read('auth-secret').text ?? '').trim().split('/').reverse();
  return { name, space: space ?? namespace.text };
};

/** Names of Secrets with users that the Ingress objects have in several namespaces. */
export const sharedSecrets = (ingresses: readonly Ingress[]): Set<string> => {
  const spaces = new Map<string, Set<string | undefined>>();
  for (const { name, space } of ingresses.map(secretOf)) spaces.set(name, (spaces.get(name) ?? new Set()).add(space));
  return new Set([...spaces].filter(([, of]) => of.size > 1).map(([name]) => name));
};

/** Users and passwords. */
const basicAuth = ({ annotations, namespace }: Ingress, ledger: Ledger, shared: ReadonlySet<string>): Read => {
  const [type, secret, form] = ['auth-type', 'auth-secret', 'auth-secret-type'].map((n) => annotations.take(n)) as [
    SourceNode,
    SourceNode,
    SourceNode,
  ];
  const rest = [secret, form].filter((n) => n.exists);
  // How passwords are set again is said only where the service gets basic authentication.
  const obstacle = (what: string, ofSecret: string): Obstacle => {
    for (const n of rest) ledger.add(n, asked(n, ofSecret));
    return { what, from: type.exists ? [type] : rest };
  };
  if (!type.exists)
    return rest.length > 0
      ? obstacle('auth-secret without auth-type', 'nginx does not use it without auth-type.')
      : undefined;
  const kind = type.text?.trim() ?? '';
  if (kind !== 'basic')
    return obstacle(
      `auth-type is ${shortened(kind)}, and Envoy has basic authentication only`,
      kind === 'digest'
        ? 'The Secret contains digest hashes, which Envoy cannot read. If you choose a method of type basic, give each user a new password with htpasswd -s.'
        : 'It belongs to auth-type, which cannot be translated.',
    );
  const [name = '', space] = (secret.text ?? '').trim().split('/').reverse();
  if (!objectName.safeParse(name).success)
    return obstacle('auth-type is basic, but auth-secret names no Secret', 'It is not the name of a Secret.');
  const source = `${space ?? namespace.text ?? 'of the namespace of the Ingress:'}${space || namespace.text ? '/' : ' '}${name}`;
  const of = space ?? namespace.text ?? 'default';
  // Two Secrets with one name must not become one: each has other users.
  const secretName = shared.has(name) ? `${of}.${name}` : name;
  const command =
    form.text?.trim() === 'auth-map'
      ? `write an entry for each user (htpasswd -nbs USER PASSWORD) to a file .htpasswd, then kubectl create secret generic ${secretName} -n NAMESPACE --from-file=.htpasswd`
      : `htpasswd -s -c .htpasswd USER for the first user, without -c for the others, then kubectl create secret generic ${secretName} -n NAMESPACE --from-file=.htpasswd`;
  if (form.exists) ledger.add(form, asked(form));
  return {
    at: type,
    method: {
      name,
      identity: `basic ${source}`,
      parts: [
        { key: 'type', value: 'basic', from: [type] },
        {
          key: 'secret',
          value: secretName,
          from: [secret],
          said: said('UsersToCreate', { source: `Secret ${source}`, secret: secretName, command }),
        },
      ],
    },
  };
};

/** Annotations that change the call of an authorizer and have no answer. */
const OF_AUTHORIZER = ['auth-signin', 'auth-signin-redirect-param', 'auth-method', 'auth-proxy-set-headers', 'auth-request-redirect', 'auth-cache-key', 'auth-cache-duration', 'auth-always-set-cookie'] as const; // biome-ignore format: a list

/** An authorizer: of the Ingress, or of the ConfigMap for all of them. */
const authorizer = ({ annotations }: Ingress, config: NginxConfig, ledger: Ledger): Read => {
  const own = annotations.take('auth-url');
  const isGlobal = !own.exists && config.get('global-auth-url').exists;
  const at = (name: string): SourceNode => (isGlobal ? config.get(`global-${name}`) : annotations.take(name));
  const url = isGlobal ? config.get('global-auth-url') : own;
  if (!url.exists) return undefined;
  const all = OF_AUTHORIZER.map((name): [string, SourceNode] => [name, at(name)]).filter(([, n]) => n.exists);
  for (const [name, node] of all) ledger.add(node, byTable(name, node));
  return externalAuth(url, at('auth-response-headers'), ledger);
};

const isObstacle = (read: Read): read is Obstacle => read !== undefined && 'what' in read;

/** How the services of an Ingress are protected. `obstacles`: found elsewhere, such as in snippets of the host. */
export const authOf = (
  ingress: Ingress,
  config: NginxConfig,
  ledger: Ledger,
  obstacles: readonly Obstacle[],
  shared: ReadonlySet<string>,
): NeutralAuth => {
  const { annotations } = ingress;
  const global = annotations.take('enable-global-auth');
  const isExempt = global.text?.trim() === 'false' && !annotations.read('auth-url').exists;
  const reads = [basicAuth(ingress, ledger, shared), isExempt ? undefined : authorizer(ingress, config, ledger)];
  const satisfy = annotations.take('satisfy');
  const isAny = satisfy.text?.trim() === 'any';
  if (satisfy.exists && !isAny) ledger.noEffect(satisfy);
  const realm = annotations.take('auth-realm');
  if (realm.exists) ledger.add(realm, dropped(realm));
  const all: Obstacle[] = [
    ...obstacles,
    ...reads.filter(isObstacle),
    ...(isAny ? [{ what: 'satisfy is any: an address or a credential is enough', from: [satisfy] }] : []),
  ];
  const isGlobal = config.get('global-auth-url').exists;
  const isPublic = isExempt && isGlobal && all.length === 0 && reads.every((r) => r === undefined);
  if (global.exists && !isPublic) {
    if (isExempt) ledger.add(global, asked(global));
    else ledger.noEffect(global);
  }
  const methods = reads.flatMap((r) => (r !== undefined && 'method' in r ? [r] : []));
  if (all.length > 0) {
    return {
      is: 'untranslatable',
      what: all.map((o) => o.what).join('; '),
      from: [...all.flatMap((o) => o.from), ...methods.map((m) => m.at)],
      methods: methods.map((m) => m.method),
    };
  }
  if (isPublic) return { is: 'public', reason: `${shortName(global)}: "false" in the Ingress`, from: [global] };
  if (methods.length === 0) return { is: 'unstated', from: [] };
  return { is: 'methods', need: 'all', methods: methods.map((m) => m.method), from: methods.map((m) => m.at) };
};
