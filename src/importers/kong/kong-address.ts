// Addresses of services and targets as backends: a Service of the cluster, or an external server.

import { backend } from '../../values/backend-address.ts';
import { serviceOfHost } from '../../values/service-host.ts';
import { labelOf } from '../neutral/naming.ts';
import { type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { serviceReference } from '../spelling/service-reference.ts';
import type { Entity } from './kong-config.ts';

/** The address of a service, from `url` or its parts. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end; empty: the root. */
  readonly base: string;
  readonly from: readonly SourceNode[];
  readonly pathFrom: readonly SourceNode[];
}

const URL_FORM = /^([a-z0-9+]+):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+|\$[^/]+))?(\/[^?#]*)?$/i;

/** What a service's keys say; undefined: it has no host. */
export const addressOf = ({ node }: Entity): Address | undefined => {
  const [url, protocol, host, port, path] = ['url', 'protocol', 'host', 'port', 'path'].map((k) => node.get(k));
  const m = URL_FORM.exec(url!.text ?? '');
  const scheme = (protocol!.text ?? m?.[1] ?? 'http').toLowerCase();
  const name = host!.text ?? m?.[2];
  if (name === undefined) return undefined;
  const isTls = /^(https|grpcs|wss|tls)$/.test(scheme);
  // The port has one default for every protocol; only `url` derives it (kong/db/schema/entities/services.lua).
  const usual = m ? (isTls ? 443 : 80) : 80;
  const written = port!.number ?? (m?.[3] === undefined ? usual : Number(m[3]));
  const base = (path!.text ?? m?.[4] ?? '').replace(/\/+$/, '');
  const given = [url!, protocol!, host!, port!].filter((n) => n.exists);
  return {
    scheme,
    host: name.replace(/\.$/, ''),
    port: written,
    base,
    from: given,
    pathFrom: path!.exists ? [path!] : [],
  };
};

/** A host as the answers write it as a backend; undefined: it is none that proxies reach. */
export const backendFor = (
  scheme: string,
  host: string,
  port: number,
): { readonly value: string; readonly said?: Said } | undefined => {
  const isTls = /^(https|grpcs|wss|tls)$/.test(scheme);
  const checked = (value: string, what?: Said): { value: string; said?: Said } | undefined =>
    backend.safeParse(value).success ? { value, ...(what && { said: what }) } : undefined;
  if (/^(localhost|127\.|0\.0\.0\.0|host\.docker\.internal|\[?::1\]?$)/.test(host)) return undefined;
  if (isTls) return checked(`https://${host}:${port}`.replace(/:443$/, ''));
  const of = serviceOfHost(host);
  if (of) return checked(serviceReference(of.service, port, of.namespace));
  if (/^[A-Za-z0-9_-]+$/.test(host)) {
    const value = `${labelOf(host, 'service')}:${port}`;
    return checked(value, said('KongBackendName', { host, backend: value }));
  }
  const clear = scheme === 'grpc' ? 'h2c' : 'http';
  return checked(`${clear}://${host}:${port}`.replace(/^(http:.*):80$/, '$1'));
};
