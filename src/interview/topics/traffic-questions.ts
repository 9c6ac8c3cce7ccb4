import { tooManyAtOnce } from '../../answers/rules/sizes-rules.ts';
import { firstOpen, type Topic, words } from '../question.ts';

/** The volume, from which sizes are computed, and what stands before the gateway. */
export const traffic: Topic = {
  id: 'traffic',
  title: '6. Traffic volume',
  next: (draft) => {
    const behind = draft.notes.get('?behind');
    return firstOpen(draft, [
      {
        id: 'traffic.peakRequestsPerSecond',
        kind: 'text',
        message: 'Requests a second, at the peak',
        read: (t) => (/^\d+$/.test(t) ? Number(t) : t),
        suggestion: { value: '100', reason: 'replicas, pools and limits are computed from it' },
      },
      {
        id: 'traffic.p95Latency',
        kind: 'text',
        message: 'Latency that 95 % stay below',
        judge: (p95Latency) => {
          const peak = draft.get('traffic.peakRequestsPerSecond');
          const refusal = tooManyAtOnce(
            typeof peak === 'number' ? { p95Latency, peakRequestsPerSecond: peak } : { p95Latency },
          );
          return refusal && `${refusal.what} ${refusal.fix}`;
        },
        suggestion: { value: '250ms', reason: 'with the peak it gives the requests in flight' },
      },
      !draft.has('traffic.clientsBehind') && {
        id: '?behind',
        kind: 'select',
        message: 'What stands before the gateway?',
        choices: [
          { value: 'direct', name: 'nothing, or a load balancer that keeps addresses' },
          { value: 'hops', name: 'proxies or a CDN that set X-Forwarded-For' },
          { value: 'cidrs', name: 'proxies of known networks' },
          { value: 'proxyProtocol', name: 'a load balancer that speaks PROXY protocol' },
        ],
        suggestion: { value: 'direct', reason: 'a client cannot choose its address then' },
        read: (value) => {
          if (value === 'direct' || value === 'proxyProtocol') draft.set('traffic.clientsBehind', value);
          return value;
        },
      },
      behind === 'hops' && {
        id: 'traffic.clientsBehind',
        kind: 'text',
        message: 'How many of them',
        read: (t) => ({ trustedHops: /^\d+$/.test(t) ? Number(t) : t }),
        suggestion: { value: '1', reason: 'too many, and clients can forge their address' },
      },
      behind === 'cidrs' && {
        id: 'traffic.clientsBehind',
        kind: 'text',
        message: 'Their networks, with commas',
        read: (t) => ({ trustedCIDRs: words(t) }),
      },
    ]);
  },
};
