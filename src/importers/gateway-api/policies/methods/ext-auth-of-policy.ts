// An external authorizer.

import { entries, type Fields, fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import { inNamespaceOf } from '../../../../effective/requests/effective-policy.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import { serviceOfHost } from '../../../../values/service-host.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { identityOf, type MethodReader } from './method-of-policy.ts';
import { addressesOf } from './server-of-backend.ts';

/** Envoy Gateway's default (ExtAuth.timeout). */
const USUAL_TIMEOUT = '10s';

interface Authorizer {
  /** `authz.security:9001`: a URL has no other form for the namespace. */
  readonly address: string;
  readonly ca: Part[];
  readonly from: Part['from'];
}

const authorizerOf = (given: Fields, at: string, room: PolicyRoom): Authorizer => {
  const field = `${at}.${isSet(given.backendRefs) ? 'backendRefs' : 'backendRef'}`;
  const refs = isSet(given.backendRefs) ? entries(given.backendRefs) : [fields(given.backendRef)];
  const [ref, ...more] = refs;
  if (!ref || more.length > 0) throw new Unsaid('several authorizers', field);
  onlyKnown(ref, field, 'group', 'kind', 'name', 'namespace', 'port', 'weight');
  const of = inNamespaceOf(room.policy.policy, ref);
  const written = (service: string, namespace: string | undefined, port: unknown): string =>
    `${service}${namespace === undefined || namespace === room.namespace ? '' : `.${namespace}`}:${port}`;
  if ((of.kind ?? 'Service') === 'Service')
    return { address: written(of.name ?? '', of.namespace, of.port), ca: [], from: room.from(field) };
  const server = addressesOf(room, of);
  const { service = '', namespace } = serviceOfHost(server?.host ?? '') ?? {};
  if (!server?.ca || service === '') throw new Unsaid(`the authorizer ${of.name}, which is no Service`, field);
  return {
    address: written(service, namespace, server.port),
    ca: [{ key: 'ca', value: server.ca, from: server.from }],
    from: room.from(field),
  };
};

/** The URL of the authorizer and what it does with paths. */
const ofHttp = (given: Fields, room: PolicyRoom): Part[] => {
  const at = 'extAuth.http';
  onlyKnown(given, at, 'backendRefs', 'backendRef', 'backendSettings', 'path', 'pathOverride', 'headersToBackend');
  const { address, ca, from } = authorizerOf(given, at, room);
  const path = text(given.path) ?? text(given.pathOverride);
  const field = given.path === undefined ? 'pathOverride' : 'path';
  const headers = texts(given.headersToBackend);
  return [
    {
      key: 'http',
      value: `http${ca.length > 0 ? 's' : ''}://${address}${path ?? ''}`,
      from: [...from, ...room.from(`${at}.${field}`)],
    },
    ...(field === 'pathOverride' && path !== undefined ? [{ key: 'path', value: 'fixed', from: [] }] : []),
    ...ca,
    ...(headers.length > 0
      ? [{ key: 'headersToBackend', value: headers, from: room.from(`${at}.headersToBackend`) }]
      : []),
  ];
};

const ofGrpc = (given: Fields, room: PolicyRoom): Part[] => {
  onlyKnown(given, 'extAuth.grpc', 'backendRefs', 'backendRef', 'backendSettings');
  const { address, ca, from } = authorizerOf(given, 'extAuth.grpc', room);
  return [{ key: 'grpc', value: address, from }, ...ca];
};

export const extAuthOfPolicy: MethodReader = (given, room) => {
  const known = ['failOpen', 'statusOnError', 'timeout', 'headersToExtAuth', 'grpc', 'http'];
  onlyKnown(given, 'extAuth', ...known);
  const carried = (field: string): void => {
    for (const node of room.from(`extAuth.${field}`)) room.view.ledger.carried(node);
  };
  const headers = texts(given.headersToExtAuth);
  const timeout = text(given.timeout) ?? USUAL_TIMEOUT;
  const isUsual = timeout === DEFAULTS.auth.extAuthTimeout.value;
  if (isUsual) carried('timeout');
  if (given.failOpen !== true) carried('failOpen');
  if (given.statusOnError === 503) carried('statusOnError');
  const parts: Part[] = [
    { key: 'type', value: 'extAuth', from: [] },
    ...(isSet(given.grpc) ? ofGrpc(fields(given.grpc), room) : ofHttp(fields(given.http), room)),
    ...(given.failOpen === true ? [{ key: 'failOpen', value: true, from: room.from('extAuth.failOpen') }] : []),
    ...(isUsual ? [] : [{ key: 'timeout', value: timeout, from: room.from('extAuth.timeout') }]),
    ...(headers.length > 0 ? [{ key: 'headers', value: headers, from: room.from('extAuth.headersToExtAuth') }] : []),
  ];
  return [{ type: 'extAuth', name: room.name, identity: identityOf('extAuth', parts), parts }];
};
