// What is reported about entities as a whole: identifiers, certificates, kinds without an answer.

import { labelOf } from '../neutral/naming.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { CREDENTIALS, type KongConfig, type KongPlugin } from './kong-config.ts';

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

/** Certificates and keys are never copied. */
const certificate = (node: SourceNode, ledger: Ledger): void => {
  const names = node.get('snis').items.map((n) => n.text ?? n.get('name').text ?? '');
  const secret = labelOf(`${names[0] ?? 'api'}-tls`, 'tls');
  ledger.say(node, 'KongCertificate', { names: names.join(', ') || 'any name', secret });
};

/** Reports what no route depends on. */
export const reportEntities = (root: SourceNode, ledger: Ledger): void => {
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

/** Names, references, and plugins that apply to no request. */
export const reportUnused = (
  config: KongConfig,
  ledger: Ledger,
  applied: ReadonlySet<KongPlugin>,
  upstreams: ReadonlySet<string>,
): void => {
  for (const p of config.plugins)
    if (!applied.has(p)) ledger.say(p.node, 'KongUnused', { what: `the plugin ${p.name}` });
    else
      for (const key of ['service', 'route', 'consumer', 'consumer_group']) ledger.carried(p.node.get(key), 'services');
  for (const { node, name } of config.upstreams)
    if (!upstreams.has(name)) ledger.say(node, 'KongUnused', { what: `the upstream ${name}` });
  for (const { node } of [...config.services, ...config.routes]) ledger.noEffect(node.get('name'), node.get('service'));
  const used = new Set(config.routes.map((r) => r.service));
  for (const service of config.services) {
    if (service.node.get('enabled').flag === false) ledger.noEffect(service.node);
    else if (!used.has(service)) ledger.say(service.node, 'KongUnused', { what: `the Kong service ${service.name}` });
  }
};
