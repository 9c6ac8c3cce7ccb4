// Answers for the whole gateway: settings of the controller's ConfigMap, and defaults of ingress-nginx that differ from those here.
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import { asked, invalid } from './ingress-annotations.ts';
import { type ConfigMaps, clientsBehind, rootHeaders } from './ingress-headers.ts';
import type { NginxConfig } from './nginx-config.ts';
import { networksOf, sizeOf } from './nginx-values.ts';

/** client_max_body_size of ingress-nginx. */
const USUAL_BODY = '1Mi';

const body = (config: NginxConfig, ledger: Ledger): Part[] => {
  const node = config.get('proxy-body-size');
  const size = node.exists ? sizeOf(node.text ?? '') : USUAL_BODY;
  if (size === undefined) ledger.add(node, invalid(node, 'a size such as 8m'));
  if (size === 'none') ledger.add(node, said('NoEffect'));
  return size === 'none'
    ? []
    : [{ key: 'maxRequestBody', value: size ?? USUAL_BODY, from: size && node.exists ? [node] : [] }];
};

const denied = (config: NginxConfig, ledger: Ledger): Part[] => {
  const nodes = [config.get('block-cidrs'), config.get('denylist-source-range')].filter((n) => n.exists);
  const read = nodes.map((node) => ({ node, value: networksOf(node.text ?? '') }));
  for (const { node, value } of read) if (!value) ledger.add(node, invalid(node, 'a list of networks'));
  const value = [...new Set(read.flatMap((r) => r.value ?? []))];
  return value.length === 0 ? [] : [{ key: 'deny.cidrs', value, from: read.filter((r) => r.value).map((r) => r.node) }];
};

const compression = (config: NginxConfig, ledger: Ledger): Part[] => {
  const nodes = [config.get('enable-brotli'), config.get('use-gzip')];
  for (const n of nodes) if (n.exists && n.text !== 'true') ledger.noEffect(n);
  const on = nodes.filter((n) => n.text === 'true');
  const value = on.map((n) => (n.key === 'use-gzip' ? 'gzip' : 'br'));
  return value.length === 0 ? [] : [{ key: 'compression', value, from: on }];
};

const protocols = (config: NginxConfig, ledger: Ledger): Part[] => {
  const node = config.get('ssl-protocols');
  if (!node.exists) return [];
  const names = (node.text ?? '').trim().split(/\s+/);
  if (names.some((n) => /^TLSv1(\.1)?$|^SSL/.test(n)))
    ledger.add(node, asked(node, 'The gateway accepts TLS 1.2 and later. Older clients cannot connect.'));
  else if (names.length === 1 && names[0] === 'TLSv1.3') return [{ key: 'tls.minVersion', value: '1.3', from: [node] }];
  else ledger.noEffect(node);
  return [];
};

/** Everything at the top of the answers. `hasTls`: an Ingress has a certificate. */
export const rootParts = (config: NginxConfig, maps: ConfigMaps, hasTls: boolean, ledger: Ledger): Part[] => [
  ...body(config, ledger),
  ...denied(config, ledger),
  ...compression(config, ledger),
  ...protocols(config, ledger),
  ...rootHeaders(config, maps, hasTls, ledger),
  ...clientsBehind(config),
];
