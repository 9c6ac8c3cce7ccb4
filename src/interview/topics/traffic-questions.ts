import { tooManyAtOnce } from '../../answers/rules/sizes-rules.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { CLOUDS, type Cloud } from '../../values/clouds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Topic, words } from '../question.ts';

const CLOUD_NAMES: Readonly<Record<Cloud, string>> = {
  'aws-nlb': 'AWS Network Load Balancer, public',
  'aws-nlb-internal': 'AWS Network Load Balancer, internal',
  gcp: 'Google Cloud, public',
  'gcp-internal': 'Google Cloud, internal',
  azure: 'Azure, public',
  'azure-internal': 'Azure, internal',
  metallb: 'MetalLB',
  nodePort: 'No load balancer of the cluster: node ports',
};

/** `1,000`, `500 rps`, `500/s`, `2k`; other text stays text, which the schema refuses. */
const requestsIn = (text: string): number | string => {
  const [, n, thousands] =
    /^(\d[\d,_]*)\s*(k)?\s*(?:requests?|req)?\s*(?:rps|(?:\/|per)\s*s(?:ec|econd)?)?$/i.exec(text) ?? [];
  return n === undefined ? text : Number(n.replace(/[,_]/g, '')) * (thousands ? 1000 : 1);
};

/** What is in front of the gateway, in a word. */
const behindOf = (draft: Draft): string => {
  const behind = draft.get('traffic.clientsBehind') ?? DEFAULTS.traffic.clientsBehind.value;
  const cloud = draft.get('gateway.service.cloud');
  if (typeof cloud === 'string') return `behind ${cloud}`;
  return behind === 'direct' ? 'direct clients' : `clients behind ${JSON.stringify(behind)}`;
};

/** The traffic volume, from which sizes are computed, and what is in front of the gateway. */
export const traffic: Topic = {
  id: 'traffic',
  title: 'Traffic volume',
  main: true,
  keys: ['traffic', 'gateway.service', 'proxy'],
  summary: (draft) => {
    const peak = draft.get('traffic.peakRequestsPerSecond') ?? DEFAULTS.traffic.peakRequestsPerSecond.value;
    const latency = draft.get('traffic.p95Latency') ?? DEFAULTS.traffic.p95Latency.value;
    return `${peak} requests/s at peak, ${latency} latency, ${behindOf(draft)}`;
  },
  next: (draft) => {
    const behind = draft.notes.get('?behind');
    return firstOpen(draft, [
      {
        id: 'traffic.peakRequestsPerSecond',
        kind: 'text',
        message: 'How many requests per second at peak?',
        example: 'such as 500',
        read: requestsIn,
        suggestion: { value: '100', reason: 'sets the replicas, connection pools and limits' },
      },
      {
        id: 'traffic.p95Latency',
        kind: 'text',
        recommended: true,
        read: (t) => t.replace(/\s+/g, ''),
        message: 'What is the 95th percentile of latency?',
        validate: (text) => {
          const p95Latency = text.replace(/\s+/g, '');
          const peak = draft.get('traffic.peakRequestsPerSecond');
          const refusal = tooManyAtOnce(
            typeof peak === 'number' ? { p95Latency, peakRequestsPerSecond: peak } : { p95Latency },
          );
          return briefly(refusal);
        },
        suggestion: {
          value: DEFAULTS.traffic.p95Latency.value,
          reason: 'with the peak, it gives the number of concurrent requests',
        },
      },
      !draft.has('traffic.clientsBehind') && {
        id: '?behind',
        kind: 'select',
        recommended: true,
        message: 'What is in front of the gateway?',
        choices: [
          { value: 'direct', name: 'Nothing, or a load balancer that keeps client addresses' },
          { value: 'hops', name: 'Proxies or a CDN that set X-Forwarded-For' },
          { value: 'cidrs', name: 'Proxies in known networks' },
          { value: 'proxyProtocol', name: 'A load balancer that sends PROXY protocol' },
          { value: 'cloud', name: 'A load balancer of AWS, Google Cloud, Azure or MetalLB, or node ports' },
        ],
        suggestion: { value: 'direct', reason: 'by default, clients cannot forge their address' },
        read: (value) => {
          if (value === 'direct' || value === 'proxyProtocol') draft.set('traffic.clientsBehind', value);
          // Each preset keeps the client address.
          if (value === 'cloud') draft.set('traffic.clientsBehind', DEFAULTS.traffic.clientsBehind.value);
          return value;
        },
      },
      behind === 'cloud' && {
        id: 'gateway.service.cloud',
        kind: 'select',
        message: 'Which load balancer?',
        choices: CLOUDS.map((value) => ({ value, name: CLOUD_NAMES[value] })),
        suggestion: { value: CLOUDS[0], reason: 'the preset writes its fields and annotations into the EnvoyProxy' },
      },
      behind === 'hops' && {
        id: 'traffic.clientsBehind',
        kind: 'text',
        message: 'How many proxies are in front of the gateway?',
        read: (t) => ({ trustedHops: /^\d+$/.test(t) ? Number(t) : t }),
        suggestion: { value: '1', reason: 'if the number is too high, clients can forge their address' },
      },
      behind === 'cidrs' && {
        id: 'traffic.clientsBehind',
        kind: 'text',
        message: 'What are the networks of the proxies?',
        example: 'CIDRs, such as 10.0.0.0/8, 192.168.0.0/16',
        read: (t) => ({ trustedCIDRs: words(t) }),
      },
    ]);
  },
};
