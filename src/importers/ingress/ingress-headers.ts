// Headers: custom-headers, x-forwarded-prefix, and the ConfigMaps of headers that the controller has for all services.
import { headerValue } from '../../values/header-value.ts';
import { headerName } from '../../values/scalars.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { type Annotations, asked, dropped, invalid } from './ingress-annotations.ts';
import type { NginxConfig } from './nginx-config.ts';
import { listOf } from './nginx-values.ts';

/** The data of the ConfigMaps among the files, by `namespace/name`. */
export type ConfigMaps = ReadonlyMap<string, SourceNode>;

export const configMapsIn = (objects: readonly SourceNode[]): ConfigMaps =>
  new Map(
    objects
      .filter((o) => o.get('kind').text === 'ConfigMap')
      .map((o) => [
        `${o.get('metadata', 'namespace').text ?? ''}/${o.get('metadata', 'name').text ?? ''}`,
        o.get('data'),
      ]),
  );

/** Headers with a constant value, as one part; the others are reported. */
const headersPart = (key: string, data: SourceNode, reference: SourceNode, ledger: Ledger): Part[] => {
  const entries = data.children.filter((node) => {
    const isValid =
      headerName.safeParse(node.key).success &&
      !/[$%]/.test(node.text ?? '$') &&
      headerValue.safeParse(node.text).success;
    if (!isValid)
      ledger.add(
        node,
        dropped(node, 'The gateway sends constant headers only: this value has a variable of nginx, or is invalid.'),
      );
    return isValid;
  });
  if (entries.length === 0)
    ledger.add(reference, dropped(reference, 'The gateway sends constant headers only, and none of these is.'));
  return entries.length === 0
    ? []
    : [{ key, value: Object.fromEntries(entries.map((n) => [n.key, n.text])), from: [reference, ...entries] }];
};

const found = (name: SourceNode, namespace: string, maps: ConfigMaps): SourceNode | undefined => {
  const text = name.text?.trim() ?? '';
  const id = text.includes('/') ? text : `${namespace}/${text}`;
  return maps.get(id) ?? maps.get(`/${id.split('/')[1]}`);
};

/** Headers of one Ingress. */
export const headerParts = (a: Annotations, namespace: string, maps: ConfigMaps, ledger: Ledger): Part[] => {
  const [custom, prefix] = [a.take('custom-headers'), a.take('x-forwarded-prefix')];
  const data = custom.exists ? found(custom, namespace, maps) : undefined;
  if (custom.exists && !data)
    ledger.add(
      custom,
      asked(
        custom,
        'This ConfigMap is not among the files. Import it too, or write its headers in transform.response.set.',
      ),
    );
  const value = prefix.text?.trim() ?? '';
  const isValue = prefix.exists && value !== '' && !/[$%]/.test(value) && headerValue.safeParse(value).success;
  if (prefix.exists && !isValue)
    ledger.add(
      prefix,
      dropped(prefix, 'The gateway sends constant headers only, and this value contains groups of the pattern.'),
    );
  return [
    ...(data ? headersPart('transform.response.set', data, custom, ledger) : []),
    ...(isValue ? [{ key: 'transform.request.set', value: { 'X-Forwarded-Prefix': value }, from: [prefix] }] : []),
  ];
};

/** What ingress-nginx sends to clients over TLS unless hsts is false. */
const HSTS = 'Strict-Transport-Security';

const hsts = (config: NginxConfig): { readonly value: string; readonly from: readonly SourceNode[] } | undefined => {
  const names = ['hsts', 'hsts-max-age', 'hsts-include-subdomains', 'hsts-preload'];
  const [on, age, subdomains, preload] = names.map((n) => config.get(n)) as [
    SourceNode,
    SourceNode,
    SourceNode,
    SourceNode,
  ];
  if (on.text === 'false') return undefined;
  const value = [
    `max-age=${age.number ?? 31_536_000}`,
    ...(subdomains.text === 'false' ? [] : ['includeSubDomains']),
    ...(preload.text === 'true' ? ['preload'] : []),
  ].join('; ');
  return { value, from: [on, age, subdomains, preload].filter((n) => n.exists) };
};

/** Headers of all services. */
export const rootHeaders = (config: NginxConfig, maps: ConfigMaps, hasTls: boolean, ledger: Ledger): Part[] => {
  const read = (name: string, key: string): Part[] => {
    const node = config.get(name);
    if (!node.exists) return [];
    const data = found(node, '', maps);
    if (data) return headersPart(key, data, node, ledger);
    ledger.add(
      node,
      asked(node, `This ConfigMap is not among the files. Import it too, or write its headers in ${key}.`),
    );
    return [];
  };
  const sent = hasTls ? hsts(config) : undefined;
  if (!sent) for (const name of ['hsts', 'hsts-max-age']) ledger.noEffect(config.get(name));
  const added = read('add-headers', 'transform.response.set');
  const hidden = config.get('hide-headers');
  const names = listOf(hidden.text ?? '').filter((h) => headerName.safeParse(h).success);
  if (hidden.exists && names.length === 0) ledger.add(hidden, invalid(hidden, 'names of headers'));
  const set = { ...(sent && { [HSTS]: sent.value }), ...(added[0]?.value as object | undefined) };
  return [
    ...(Object.keys(set).length > 0
      ? [{ key: 'transform.response.set', value: set, from: [...(sent?.from ?? []), ...(added[0]?.from ?? [])] }]
      : []),
    ...(names.length > 0 ? [{ key: 'transform.response.remove', value: names, from: [hidden] }] : []),
    ...read('proxy-set-headers', 'transform.request.set'),
  ];
};

/** A question for settings of the controller that depend on what is in front of it. */
export const clientsBehind = (config: NginxConfig): Part[] => {
  const [proxyProtocol, forwarded] = [config.get('use-proxy-protocol'), config.get('use-forwarded-headers')];
  if (proxyProtocol.text === 'true')
    return [
      {
        key: 'traffic.clientsBehind',
        value: 'proxyProtocol',
        from: [proxyProtocol, forwarded].filter((n) => n.exists),
      },
    ];
  return [proxyProtocol, forwarded]
    .filter((n) => n.exists)
    .slice(0, 1)
    .map((node) => ({
      key: 'traffic.clientsBehind',
      value: undefined,
      from: [proxyProtocol, forwarded].filter((n) => n.exists),
      said:
        node.text === 'true' || forwarded.text === 'true'
          ? asked(
              forwarded,
              'Set traffic.clientsBehind to the proxies in front of the gateway: { trustedHops: 1 } or { trustedCIDRs: [...] }.',
            )
          : said('NoEffect'),
    }));
};
