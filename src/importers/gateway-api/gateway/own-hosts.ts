// The host names and certificates of our own output: its listeners are named after them, and its catch-all routes list the names.
import { fields, texts } from '../../../effective/objects/loose-objects.ts';
import { ANY_HOST, isWildcard, wildcardsAbove } from '../../../values/host-patterns.ts';
import { stable } from '../../neutral/grouping.ts';
import type { Part, Sourced } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { isGenerated, rulesIn, serviceOfRoute } from '../policies/own/own-routes.ts';
import type { GatewayView } from '../source-views.ts';
import type { HostCertificate } from './certificate-source.ts';

/** The listener of `hostname`; the names of others end with their host. */
const MAIN = 'https';

/** The names that the routes of the gateway itself have, in the order of the answers; any host has a route without names. */
const listedNames = ({ snapshot }: GatewayView): string[] => [
  ...new Set(
    snapshot
      .of('HTTPRoute')
      .filter((r) => isGenerated(r) && serviceOfRoute(r) === undefined && rulesIn(r)[0]?.name === 'not-found')
      .flatMap((r) => {
        const { hostnames } = fields(r.spec);
        return hostnames === undefined ? [ANY_HOST] : texts(hostnames);
      }),
  ),
];

const hostParts = (main: string | undefined, named: readonly unknown[], from: readonly SourceNode[]): Part[] => {
  const isAny = named.some((n) => n === ANY_HOST || fields(n).hostname === ANY_HOST);
  const reason: Part[] = isAny
    ? [{ key: 'anyHostReason', value: 'A listener of the source has no host name.', from: [] }]
    : [];
  if (main === undefined) return [{ key: 'hostnames', value: [...named], from }, ...reason];
  const one: Part = { key: 'hostname', value: main, from };
  return named.length > 0 ? [one, { key: 'hostnames', value: [...named], from: [] }, ...reason] : [one];
};

/** The certificate that a host gets: that of its listener, of a wildcard above it, or of the listener without a name. */
const certificateFor = (host: string, all: readonly HostCertificate[]): HostCertificate | undefined => {
  const of = (name: string | undefined) => all.find((c) => c.listener.hostname === name);
  return [host, ...wildcardsAbove(host)].map(of).find((c) => c !== undefined) ?? of(undefined);
};

/** `tls`, `hostname` and `hostnames` of our own output. */
export const ownTls = (view: GatewayView, all: readonly HostCertificate[], hosts: readonly Sourced[]): Part[] => {
  const first = all.find((c) => c.listener.name === MAIN) ?? all[0];
  if (!first) return [];
  const usual = stable(first.value);
  const tls = Object.entries(first.value).map(
    ([key, value]): Part => ({
      key: `tls.${key}`,
      value,
      from: all.filter((c) => stable(c.value) === usual).flatMap((c) => c.from),
    }),
  );
  const listed = listedNames(view);
  const names = listed.length > 0 ? listed : hosts.map((h) => h.value);
  const listeners = new Set(all.map((c) => c.listener.hostname));
  // Names below a wildcard with its certificate are those of services.
  const declared = names.filter(
    (n) => listeners.has(n) || !wildcardsAbove(n).some((w) => w !== ANY_HOST && names.includes(w)),
  );
  const [start] = declared;
  const main = start !== undefined && !isWildcard(start) && first.listener.name === MAIN ? start : undefined;
  const named = declared.map((hostname) => {
    const own = certificateFor(hostname, all);
    const isOwn = own && stable(own.value) !== usual && ('secret' in own.value || 'issuer' in own.value);
    const { secret, issuer } = own?.value ?? {};
    return isOwn ? { hostname, ...(secret === undefined ? { issuer } : { secret }) } : hostname;
  });
  const others = all.filter((c) => stable(c.value) !== usual).flatMap((c) => c.from);
  const from = [...hosts.flatMap((h) => h.from), ...others];
  const isPlain = main !== undefined && named[0] === main;
  return [...tls, ...hostParts(isPlain ? main : undefined, isPlain ? named.slice(1) : named, from)];
};
