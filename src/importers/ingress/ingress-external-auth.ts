// auth-url as an authorizer of the answers.

import { headerName } from '../../values/scalars.ts';
import { serviceOfHost } from '../../values/service-host.ts';
import { requestPath } from '../../values/urls.ts';
import type { NeutralMethod, Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { authorizerAddress, isOauth2Proxy } from '../spelling/authorizer-address.ts';
import { asked, invalid, near, shortened, shortName } from './ingress-annotations.ts';
import { listOf } from './nginx-values.ts';
import type { Obstacle } from './obstacle.ts';

const URL_FORM = /^(https?):\/\/([^/?#]*)([^?#]*)(.*)$/;
/** Other names of Services cannot be distinguished from external hosts, and are relative to the namespace of the controller. */
const HOST_FORM = /^([^:]+)(?::(\d{1,5}))?$/;

interface Authorizer {
  readonly http: string;
  readonly name: string;
  readonly isTls: boolean;
}

/** The authorizer of a URL; a text: why it has no answer. */
const authorizerOf = (url: string): Authorizer | string => {
  if (url.includes('$')) return 'the URL has variables of nginx';
  const [, scheme, host = '', path = '', query = ''] = URL_FORM.exec(url) ?? [];
  if (scheme === undefined) return 'it is not a URL';
  if (host.includes('@')) return 'the URL has a user and a password';
  if (query !== '') return 'the URL has a query, which Envoy Gateway does not send to authorizers';
  const [, name = '', port] = HOST_FORM.exec(host) ?? [];
  const of = serviceOfHost(name);
  if (!of)
    return 'the gateway calls Services of the cluster only, written as http://SERVICE.NAMESPACE.svc.cluster.local:PORT';
  if (isOauth2Proxy(path))
    return 'oauth2-proxy answers 202, and Envoy accepts 200 only; use a method of type oidc in place of it';
  if (path !== '' && !requestPath(path)) return 'the path of the URL has characters that no request has';
  return { http: authorizerAddress({ scheme, ...of, port, path }), name: of.service, isTls: scheme === 'https' };
};

const DIFFERENCE =
  'nginx calls the authorizer with GET and accepts any 2xx. Envoy calls it with the method, the Host and the query of the request and the headers in headers, and accepts 200 only. The authorizer does not receive the path of the request: X-Original-URL, X-Original-Method and X-Auth-Request-Redirect are missing. Do not use one that decides by the path; give its services another method.';

/** A method of type extAuth, or why there is none. */
export const externalAuth = (
  url: SourceNode,
  responseHeaders: SourceNode,
  ledger: Ledger,
): { readonly method: NeutralMethod; readonly at: SourceNode } | Obstacle => {
  const read = authorizerOf((url.text ?? '').trim());
  const headers = listOf(responseHeaders.text ?? '');
  const areHeaders = headers.length > 0 && headers.every((h) => headerName.safeParse(h).success);
  if (responseHeaders.exists && !areHeaders) ledger.add(responseHeaders, invalid(responseHeaders, 'names of headers'));
  if (typeof read === 'string') {
    if (areHeaders)
      ledger.add(responseHeaders, asked(responseHeaders, 'It belongs to auth-url, which cannot be translated.'));
    return { what: `${shortName(url)} ${shortened(url.text ?? '')}: ${read}`, from: [url] };
  }
  const parts: Part[] = [
    { key: 'type', value: 'extAuth', from: [] },
    { key: 'http', value: read.http, from: [url], said: near(url, DIFFERENCE) },
    { key: 'path', value: 'fixed', from: [] },
    // nginx sends all headers of the request.
    { key: 'headers', value: ['Authorization', 'Cookie'], from: [] },
    ...(areHeaders ? [{ key: 'headersToBackend', value: headers, from: [responseHeaders] }] : []),
    ...(read.isTls
      ? [
          {
            key: 'ca',
            value: undefined,
            from: [url],
            said: said('AuthorizerCaAsked', { method: read.name }),
          },
        ]
      : []),
  ];
  return {
    at: url,
    method: { name: read.name, identity: `extAuth ${read.http} ${headers.join(' ')}`, parts },
  };
};
