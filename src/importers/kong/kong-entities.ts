// What is reported about entities as a whole: identifiers, certificates, kinds without an answer.

import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { addressOf } from './kong-address.ts';
import { CREDENTIALS, type KongConfig, type KongPlugin } from './kong-config.ts';
import { nameNode } from './kong-consumers.ts';

/** Top-level keys that are about the file. */
const FILE = ['_format_version', '_transform', '_info', '_workspace', '_konnect', '_comment', '_plugin_configs'];
/** Keys of every entity that change nothing. */
const IDENTIFIERS = ['id', 'tags', 'created_at', 'updated_at', 'instance_name', 'ws_id'];
const READ: ReadonlySet<string> = new Set([
  'services',
  'routes',
  'plugins',
  'consumers',
  'consumer_groups',
  'upstreams',
  'targets',
  'certificates',
  'ca_certificates',
  'acls',
  'snis',
  ...CREDENTIALS,
]);
const NESTED = ['routes', 'plugins', 'targets'];

const entity = (node: SourceNode, ledger: Ledger): void => {
  ledger.noEffect(...IDENTIFIERS.map((key) => node.get(key)));
  for (const key of NESTED) {
    for (const n of node.get(key).items) entity(n, ledger);
    if (node.get(key).exists && node.get(key).items.length === 0) ledger.noEffect(node.get(key));
  }
};

/** Values that decK writes for everything that is not set. */
const empty = (node: SourceNode, ledger: Ledger): void => {
  const { value } = node;
  const isEmpty = value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  if (isEmpty) ledger.add(node, said('NoEffect'));
  for (const n of [...node.children, ...node.items]) empty(n, ledger);
};

/** Certificates and keys are never copied. */
const certificate = (node: SourceNode, ledger: Ledger): void => {
  const names = node.get('snis').items.map((n) => n.text ?? n.get('name').text ?? '');
  ledger.say(node, 'CertificateAsked', { hosts: names.join(', ') || 'any name', source: 'in the file, with its key' });
};

/** Reports what no route depends on. */
export const reportEntities = (root: SourceNode, ledger: Ledger): void => {
  empty(root, ledger);
  ledger.noEffect(...FILE.map((key) => root.get(key)));
  for (const list of root.children) {
    if (FILE.includes(list.key)) continue;
    if (READ.has(list.key)) for (const node of list.items) entity(node, ledger);
    else if (list.items.length > 0) ledger.say(list, 'KongEntity', { kind: list.key });
    if (READ.has(list.key) && list.items.length === 0) ledger.noEffect(list);
  }
  for (const node of root.get('certificates').items) certificate(node, ledger);
  for (const node of root.get('snis').items) ledger.noEffect(node);
  for (const node of root.get('ca_certificates').items) ledger.say(node, 'KongEntity', { kind: 'ca_certificates' });
};

/** A plugin that applies to an imported route. What it contains is reported where it is read. */
const appliedPlugin = ({ node }: KongPlugin, ledger: Ledger, isSaid: boolean): void => {
  for (const key of [...(isSaid ? [] : ['name']), 'service', 'route', 'consumer', 'consumer_group']) {
    const of = node.get(key);
    if (of.exists) ledger.carried(of, 'services');
  }
  ledger.noEffect(node.get('protocols'), node.get('enabled'));
};

/** What the routes used. */
export interface Used {
  readonly plugins: ReadonlySet<KongPlugin>;
  readonly services: ReadonlySet<SourceNode>;
}

/** Names, references, and what applies to no request. */
export const reportUnused = (config: KongConfig, ledger: Ledger, used: Used): void => {
  const reported = new Set(ledger.entries.map(({ node }) => node.id));
  const isSaid = (node: SourceNode): boolean => reported.has(node.id);
  const unused = (node: SourceNode, what: string): void => ledger.say(node, 'NotUsed', { what });
  if ([...used.plugins].some((p) => p.name === 'acl'))
    for (const { groups } of config.consumers)
      for (const { of } of groups) if (of?.exists) ledger.carried(of, 'allow.clients');
  for (const { credentials } of config.consumers)
    for (const { kind, node } of credentials)
      if (kind === 'jwt_secrets' && !isSaid(node.get('key')) && !isSaid(node)) unused(node, 'these keys of tokens');
  for (const consumer of config.consumers) if (!isSaid(nameNode(consumer))) ledger.noEffect(nameNode(consumer));
  for (const p of config.plugins)
    if (used.plugins.has(p)) appliedPlugin(p, ledger, isSaid(p.node));
    else unused(p.node, `the plugin ${p.name}`);
  for (const node of config.skipped) unused(node, `the plugin ${node.get('name').text ?? ''}`);
  for (const { node } of [...config.services, ...config.routes]) ledger.noEffect(node.get('name'), node.get('service'));
  const hosts = new Set<string>();
  for (const service of config.services)
    if (used.services.has(service.node)) hosts.add(addressOf(service)?.host ?? '');
    else unused(service.node, `the Kong service ${service.name}`);
  for (const { node, name } of config.upstreams) if (!hosts.has(name)) unused(node, `the upstream ${name}`);
  for (const { node, upstream } of config.targets) if (!hosts.has(upstream)) unused(node, `the upstream ${upstream}`);
  const groups = new Set([...used.plugins].map((p) => p.group));
  for (const { node, name } of config.groups)
    if (!groups.has(name)) ledger.noEffect(node.get('name'));
    else if (node.get('name').exists) ledger.carried(node.get('name'), 'rateLimit.tiers');
};
