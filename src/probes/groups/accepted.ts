import { kubectl } from '../make.ts';
import { gatewayObjects, type Kind, lookAt, objectRef } from '../objects.ts';
import type { Probe } from '../probe.ts';
import type { View } from '../view.ts';

/**
 * Check 2: every route and policy is accepted and in force. A policy that found no target has no status at all, so
 * "nobody complains" is not enough: the Gateway must be named as its ancestor.
 */
export const accepted = ({ intent }: View): Probe[] => {
  const { gateway: g } = intent;
  const own = gatewayObjects(intent);
  const one = (
    kind: Kind,
    name: string,
    conditions: readonly string[],
    on: string | undefined,
    more: { mayBe?: readonly string[]; file?: string } = {},
  ): Probe =>
    kubectl(
      {
        group: 'accepted',
        names: [kind, name],
        title: `${kind} ${name} is in force`,
        lookAt: lookAt(kind, name, ...(more.file ? [more.file] : [])),
      },
      objectRef(intent, kind, name),
      { type: 'conditions', true: conditions, on, mayBe: more.mayBe ?? [] },
    );
  const https = `Gateway/${g.name}/https`;
  const gateway = `Gateway/${g.name}`;
  const route = (name: string, section: string): Probe =>
    one('HTTPRoute', name, ['Accepted', 'ResolvedRefs'], `${gateway}/${section}`, { file: '20-gateway' });
  return [
    route(own.redirect, 'http'),
    route(own.catchAll, 'https'),
    ...intent.guards.map((guard) => route(guard.name, 'https')),
    // What the routes' own policies replace is reported as overridden; that is how it is meant.
    one('SecurityPolicy', own.closed, ['Accepted'], gateway, { mayBe: ['Overridden'], file: '20-gateway' }),
    one('SecurityPolicy', own.catchAll, ['Accepted'], gateway, { file: '20-gateway' }),
    ...intent.routes.map((r) => one(r.kind, r.name, ['Accepted', 'ResolvedRefs'], https)),
    ...intent.security.map((s) =>
      one('SecurityPolicy', s.name, ['Accepted'], gateway, s.early ? { file: '20-gateway' } : {}),
    ),
    ...intent.traffic.map((t) => one('BackendTrafficPolicy', t.name, ['Accepted'], gateway)),
    ...(intent.apiBudget
      ? [one('BackendTrafficPolicy', intent.apiBudget.name, ['Accepted'], gateway, { mayBe: ['Overridden'] })]
      : []),
    one('ClientTrafficPolicy', intent.client.name, ['Accepted'], gateway),
    ...intent.externals.map((e) => one('BackendTLSPolicy', e.name, ['Accepted', 'ResolvedRefs'], gateway)),
    ...(intent.certificate.from === 'issuer' ? [one('Certificate', g.tlsSecret, ['Ready'], undefined)] : []),
  ];
};
