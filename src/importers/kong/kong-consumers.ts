// Consumers become clients of keys. Keys and passwords are never copied: the report contains the command that moves them.
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { KongConfig, KongConsumer, KongGroup } from './kong-config.ts';
import { differs } from './kong-draft.ts';

/** Secrets that the answers name; a person may rename them. */
export const KEY_SECRET = 'kong-keys';
export const USER_SECRET = 'kong-users';

const isKey = (kind: string): boolean => kind === 'keyauth_credentials' || kind === 'keyauth_enc_credentials';

/** The name of a client: a key of the Secret with the API keys. */
export const clientName = ({ name }: KongConsumer): string => {
  const written = name.replace(/[^-._a-zA-Z0-9]+/g, '-').slice(0, 253);
  return /[a-zA-Z0-9]/.test(written) ? written : 'client';
};

/** Consumers with an API key in the files. */
export const clientsOf = (config: KongConfig): KongConsumer[] =>
  config.consumers.filter((c) => c.credentials.some(({ kind }) => isKey(kind)));

/** Consumers that have one of the given groups. `isMember`: which groups count. */
export const membersOf = (
  config: KongConfig,
  groups: ReadonlySet<string>,
  isMember: (group: KongGroup) => boolean,
): KongConsumer[] => config.consumers.filter((c) => c.groups.some((g) => groups.has(g.name) && isMember(g)));

/** Where the name of a consumer is written. */
export const nameNode = ({ node }: KongConsumer): SourceNode =>
  ['username', 'custom_id', 'id'].map((key) => node.get(key)).find((n) => n.exists) ?? node.get('username');

/** By kind of credential: the Secret, what it holds, and the command. */
const COMMANDS: Readonly<Record<string, (client: string) => readonly [string, string, string]>> = {
  keyauth_credentials: (client) => [
    `Secret ${KEY_SECRET}`,
    `the key of ${client} under ${client}`,
    `kubectl create secret generic ${KEY_SECRET} --from-file=${client}=KEY_FILE`,
  ],
  basicauth_credentials: () => [
    `Secret ${USER_SECRET}`,
    'users and passwords as SHA entries in its key .htpasswd',
    `htpasswd -s users.htpasswd USER, then kubectl create secret generic ${USER_SECRET} --from-file=.htpasswd=users.htpasswd`,
  ],
};
const credential = (
  ledger: Ledger,
  consumer: KongConsumer,
  kind: string,
  node: SourceNode,
  index: number,
  isUsed: boolean,
): void => {
  const client = clientName(consumer);
  const command = COMMANDS[isKey(kind) ? 'keyauth_credentials' : kind];
  ledger.noEffect(...['id', 'tags', 'created_at', 'consumer', 'ttl', 'name'].map((k) => node.get(k)));
  if (command) {
    const [secret, holds, text] = command(index === 0 ? client : `${client}-${index + 1}`);
    ledger.say(node, 'SecretToCreate', { object: secret, contents: holds, command: text });
  } else if (kind !== 'jwt_secrets' || !isUsed)
    ledger.say(node, 'SettingDropped', { name: kind, effect: `${client} cannot authenticate with it.` });
};

/** Reports consumers and their credentials. Tokens of consumers are read where a jwt plugin is. */
export const reportConsumers = (config: KongConfig, ledger: Ledger): void => {
  const hasTokens = config.plugins.some((p) => p.name === 'jwt');
  for (const consumer of config.consumers) {
    const { node, credentials } = consumer;
    const counts = new Map<string, number>();
    for (const { kind, node: of } of credentials) {
      const index = counts.get(kind) ?? 0;
      counts.set(kind, index + 1);
      credential(ledger, consumer, kind, of, index, hasTokens);
    }
    const name = nameNode(consumer);
    ledger.noEffect(...['custom_id', 'id', 'tags'].map((k) => node.get(k)).filter((n) => n.pointer !== name.pointer));
    ledger.noEffect(
      ...consumer.groups.map((g) => g.node),
      ...node.get('acls').items.flatMap((n) => [n.get('id'), n.get('tags')]),
    );
    if (clientName(consumer) !== consumer.name)
      ledger.add(
        name,
        differs(`the username ${consumer.name}`, `The gateway names this client ${clientName(consumer)}`),
      );
  }
};

/** Why a value of a credential is asked for. */
export const asked = (method: string, key: string, what: string): ReturnType<typeof said> =>
  said('KongTokenAsked', { method, key, what });
