import { http, kubectl } from '../make.ts';
import { lookAt, objectRef } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { ask, expecting } from '../requests.ts';
import type { View } from '../view.ts';

/** Check 1: the Gateway is programmed, has an address, and answers there. */
export const programmed = ({ intent }: View): Probe[] => {
  const { gateway: g, install } = intent;
  const cls = kubectl(
    { group: 'programmed', names: ['class'], title: `GatewayClass ${g.className} is accepted`, lookAt: lookAt('GatewayClass', g.className) },
    objectRef(intent, 'GatewayClass', g.className),
    { type: 'conditions', true: ['Accepted'], on: undefined, mayBe: [] },
  );
  const gateway = kubectl(
    {
      group: 'programmed',
      names: ['gateway'],
      title: `Gateway ${g.name} is accepted and programmed on both listeners and has an address`,
      lookAt: lookAt('Gateway', g.name),
    },
    objectRef(intent, 'Gateway', g.name),
    { type: 'gateway', listeners: ['http', 'https'] },
  );
  const answers = http(
    { group: 'programmed', names: ['answers'], title: 'the address answers on http and is Envoy', lookAt: lookAt('Gateway', g.name) },
    ask(intent, { scheme: 'http' }),
    expecting({ never: ['5xx'] }),
  );
  const limits = kubectl(
    {
      group: 'programmed',
      names: ['rate-limit-service'],
      title: 'the rate limit service is running',
      lookAt: lookAt('Deployment', 'envoy-ratelimit', 'envoy-gateway-values'),
    },
    objectRef(intent, 'Deployment', 'envoy-ratelimit', install.namespace),
    { type: 'text', path: '.status.readyReplicas', pattern: '^[1-9]' },
  );
  return [cls, gateway, answers, ...(install.rateLimitService ? [limits] : [])];
};
