// The texts of UnsupportedValue: what Envoy Gateway refuses in the rules of routes.
import type { Absence } from '../definition.ts';
import { plain, quote } from '../shown.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const REFUSED = 'Envoy Gateway does not accept the rule, and its requests fail.';
const GETS_500 = 'Requests that match the rule get 500.';

export const unsupportedValue = {
  /** `of`: `path`, `header x-version`. */
  regex: ({ of, pattern, problem }: { readonly of: string; readonly pattern: string; readonly problem: string }) => ({
    what: `The expression ${quote(pattern)} for the ${of} is not a regular expression of RE2: ${problem}.`,
    why: REFUSED,
    fix: 'Correct the expression. RE2 has no lookahead, no lookbehind and no back references.',
  }),
  headerName: ({ name }: { readonly name: string }) => ({
    what:
      name.toLowerCase() === 'host'
        ? 'A header filter changes the Host header.'
        : `A header filter names the header ${quote(name)}, and names must not contain / or :.`,
    why: REFUSED,
    fix:
      name.toLowerCase() === 'host'
        ? 'Use a URLRewrite filter with hostname instead.'
        : 'Correct the name of the header.',
  }),
  headerValue: ({ name }: { readonly name: string }) => ({
    what: `A header filter sets ${name} to an invalid value: it is empty, begins or ends with a space, has two spaces in a row, or has other characters than ASCII.`,
    why: REFUSED,
    fix: 'Correct the value, or remove the header from the filter.',
  }),
  rewrites: ({ first }: { readonly first: string }) => ({
    what: `This filter and ${first} both rewrite the URL.`,
    why: REFUSED,
    fix: 'Keep one rewrite of the path and one of the host name.',
  }),
  redirects: () => ({
    what: 'The rule has several redirects.',
    why: REFUSED,
    fix: 'Keep one RequestRedirect filter.',
  }),
  hostname: ({ hostname, isAddress }: { readonly hostname: string; readonly isAddress: boolean }) => ({
    what: isAddress
      ? `The filter writes the IP address ${hostname} as host name.`
      : `Host name ${hostname} has a label with more than 63 characters.`,
    why: REFUSED,
    fix: 'Write a host name.',
  }),
  filterKind: ({
    kind,
    group,
    absence,
  }: {
    readonly kind: string;
    readonly group: string;
    readonly absence: Absence;
  }) => ({
    what: `Envoy Gateway does not know filters of kind ${kind}${group ? ` (${group})` : ''}.`,
    why:
      absence === 'certain'
        ? 'Requests that match the rule get 500.'
        : 'Unless its configuration registers an extension server for this kind, requests that match the rule get 500.',
    fix: 'Use an HTTPRouteFilter of group gateway.envoyproxy.io, or register the kind in extensionManager.resources.',
  }),
  filterMatches: ({ name }: { readonly name: string }) => ({
    what: `HTTPRouteFilter ${name} has matches, and another filter of the rule has matches too.`,
    why: REFUSED,
    fix: 'Write all matches in one HTTPRouteFilter.',
  }),
  filterValue: ({ name, problem }: { readonly name: string; readonly problem: string }) => ({
    what: `HTTPRouteFilter ${name} is invalid: ${problem}.`,
    why: REFUSED,
    fix: 'Correct the HTTPRouteFilter.',
  }),
  /** `empty`: the object has no data at all, and may be filled in the cluster. */
  filterKey: (v: {
    readonly filter: string;
    readonly object: string;
    readonly key: string;
    readonly empty: boolean;
  }) => ({
    what: `${v.object}, to which HTTPRouteFilter ${v.filter} refers, has ${v.empty ? 'no data' : `no key ${v.key}`}.`,
    why: v.empty ? `Unless it is filled in the cluster, requests that match the rule get 500.` : REFUSED,
    fix: `Add the key ${v.key}.`,
  }),
  filterObject: ({ filter, kind, name, namespace, absence }: Missing & { readonly filter: string }) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}, to which HTTPRouteFilter ${filter} refers`, absence),
    why: unlessItExists(GETS_500, absence),
    fix: `Add the ${kind}, or correct the name.`,
  }),
  grpcSuccess: ({ status }: { readonly status: unknown }) => ({
    what: `The rule answers gRPC requests directly with ${plain(status)}, and a direct response cannot contain a gRPC message.`,
    why: REFUSED,
    fix: 'Use a status code of 300 or above.',
  }),
  externalName: ({ service }: { readonly service: string }) => ({
    what: `${service} is of type ExternalName.`,
    why: 'Envoy Gateway does not route to it: requests to this backend get 500.',
    fix: 'Use a Backend with fqdn (group gateway.envoyproxy.io) instead.',
  }),
  dynamicRewrite: ({ backend }: { readonly backend: string }) => ({
    what: `The rule rewrites the host name by PathRegex, and ${backend} is a dynamic resolver.`,
    why: GETS_500,
    fix: 'Remove the rewrite, or use a Backend with endpoints.',
  }),
  dynamicTls: ({ backend, listener }: { readonly backend: string; readonly listener: string }) => ({
    what: `${backend} is a dynamic resolver, and listener ${listener} terminates TLS.`,
    why: 'The route forwards no connections: a dynamic resolver of a TLSRoute requires TLS passthrough.',
    fix: 'Set tls.mode of the listener to Passthrough, or use a Backend with endpoints.',
  }),
  backendsOff: ({ backend }: { readonly backend: string }) => ({
    what: `The route refers to ${backend}, and the configuration of Envoy Gateway does not enable Backends.`,
    why: 'Requests to this backend get 500.',
    fix: 'Set extensionApis.enableBackend to true in the configuration of Envoy Gateway.',
  }),
};
