import type { Answers } from '../answers/schema/answers-schema.ts';
import { certificateOfIdentity } from '../answers/schema/service-schema.ts';
import { kindOf } from '../auth/kinds.ts';
import type { ExternalIntent, GatewayIntent, InstallIntent, SecretIntent } from '../model/intent.ts';
import { credentialOf } from './route-rules.ts';

const generic = (
  name: string,
  namespace: string,
  keys: readonly (readonly [string, string])[],
  files: (key: string) => string,
): string =>
  `kubectl create secret generic ${name} --namespace ${namespace} ${keys.map(([k]) => `--from-file=${k}=${files(k)}`).join(' ')}`;

/**
 * The Secrets that an operator creates, each once, with the command that creates it; values are read from files only. `team`:
 * only the credentials that a team's routes send to external servers, in its namespace.
 */
export const secretsOf = (
  answers: Answers,
  gateway: GatewayIntent,
  install: InstallIntent,
  used: ReadonlySet<string>,
  externals: readonly ExternalIntent[],
  team?: string,
): SecretIntent[] => {
  const found = new Map<string, SecretIntent>();
  const namespace = team ?? gateway.namespace;
  const add = (s: Omit<SecretIntent, 'command'>, files: (key: string) => string): void => {
    const id = `${s.namespace}/${s.name}`;
    const keys = new Map([...(found.get(id)?.keys ?? []), ...s.keys]);
    const all = { ...s, keys: [...keys] };
    found.set(id, { ...all, command: generic(s.name, s.namespace, all.keys, files) });
  };
  for (const [name, m] of Object.entries(answers.auth?.methods ?? {})) {
    // Keys and passwords belong to the platform; a team's policies refer to them.
    if (!used.has(name) || team !== undefined) continue;
    const secret = kindOf(m).secret({ name, ...m });
    if (!secret) continue;
    const { file, ...shape } = secret;
    add({ ...shape, namespace, type: 'Opaque' }, file);
  }
  const certificates = new Map(
    answers.services.flatMap((s) => (certificateOfIdentity(s) ? [[certificateOfIdentity(s)!, s.name]] : [])),
  );
  for (const s of answers.services) {
    const credential = credentialOf(s);
    if (credential)
      add(
        {
          name: credential.secret,
          namespace,
          type: 'Opaque',
          keys: [['credential', `the value of ${credential.header}: "Bearer " and the token`]],
          purpose: `Credential of the gateway for the server of ${s.name}`,
          generated: false,
        },
        () => 'credential.txt',
      );
  }
  for (const { ca, serverName } of externals)
    if (ca?.kind === 'Secret')
      add(
        {
          name: ca.name,
          namespace,
          type: 'Opaque',
          keys: [['ca.crt', 'the certificate of the CA that signed the server certificate']],
          purpose: `CA of ${serverName}`,
          generated: false,
        },
        () => 'ca.crt',
      );
  const password = install.rateLimitService?.redis.password;
  if (password && team === undefined)
    add(
      {
        name: password.secret,
        namespace: install.namespace,
        type: 'Opaque',
        keys: [[password.key, 'the password of Redis']],
        purpose: 'Password of the Redis of the rate limit service',
        generated: false,
      },
      () => 'redis-password.txt',
    );
  const pair = [
    ['tls.crt', 'the certificate chain'],
    ['tls.key', 'its private key'],
  ] as const;
  const list = [
    ...found.values(),
    ...[...certificates].map(([name, service]) => ({
      name,
      namespace,
      type: 'kubernetes.io/tls' as const,
      keys: pair,
      purpose: `Client certificate of the gateway for the server of ${service}`,
      command: `kubectl create secret tls ${name} --namespace ${namespace} --cert=client.crt --key=client.key`,
      generated: false,
    })),
  ];
  if (team !== undefined) return list;
  const ofHosts = gateway.certificates
    .filter((c) => !c.issued)
    .map(({ secret, names }) => ({
      name: secret,
      namespace,
      type: 'kubernetes.io/tls' as const,
      keys: pair,
      purpose: `Certificate of ${names.join(', ')}`,
      command: `kubectl create secret tls ${secret} --namespace ${namespace} --cert=tls.crt --key=tls.key`,
      generated: false,
    }));
  return [...ofHosts, ...list];
};
