// Sizes and placement of pods that exclude each other.

import type { Answers } from '../schema/answers-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** What the proxies and the controller request unless it is set; the proxies at least. */
const USUAL = { proxy: { replicas: 2, cpu: 1000 }, envoyGateway: { replicas: 2, cpu: 200 } } as const;

const podRulesOf = (key: 'proxy' | 'envoyGateway', answers: Answers): Found[] => {
  const pods = answers[key];
  if (!pods) return [];
  const out: Found[] = [];
  const set =
    key === 'proxy' ? (answers.proxy?.replicas?.min ?? answers.proxy?.replicas?.max) : answers.envoyGateway?.replicas;
  const replicas = set ?? USUAL[key].replicas;
  const { minAvailable, resources: { cpu: request = USUAL[key].cpu, cpuLimit: limit } = {} } = pods;
  // Without replicas, the proxies' number is calculated: it may be higher.
  if (
    minAvailable !== undefined &&
    minAvailable > 0 &&
    minAvailable >= replicas &&
    (set !== undefined || key === 'envoyGateway')
  )
    out.push(found([key, 'minAvailable'], 'MinAvailableBlocksDrains', { key, minAvailable, replicas }));
  if (limit !== undefined && limit < request)
    out.push(found([key, 'resources', 'cpuLimit'], 'CpuLimitBelowRequest', { key, limit, request }));
  return out;
};

const openshiftRules = ({ platform, gateway, streams }: Answers): Found[] => {
  if (platform !== 'openshift') return [];
  const [first] = streams ?? [];
  return [
    ...(gateway?.hostNetwork ? [found(['gateway', 'hostNetwork'], 'OpenShiftHostNetwork')] : []),
    ...(first ? [found(['streams', 0], 'OpenShiftStreams', { stream: first.name })] : []),
  ];
};

const MESH = /istio\.io\//;

export const podRules: Rule = (answers, view) => {
  if (view) return [];
  const { proxy, envoyGateway, mesh, rateLimit, gateway } = answers;
  const out = [...podRulesOf('proxy', answers), ...podRulesOf('envoyGateway', answers), ...openshiftRules(answers)];
  if (gateway?.daemonSet)
    for (const key of ['replicas', 'cpuUtilization', 'minAvailable', 'topologySpread'] as const)
      if (proxy?.[key] !== undefined) out.push(found(['proxy', key], 'ProxyKeyOfDeployment', { key }));
  const { min, max } = proxy?.replicas ?? {};
  if (min !== undefined && max !== undefined && min > max)
    out.push(found(['proxy', 'replicas', 'max'], 'ReplicasReversed', { min, max }));
  if (proxy?.cpuUtilization !== undefined && min !== undefined && min === max)
    out.push(found(['proxy', 'cpuUtilization'], 'UtilizationUnused'));
  for (const where of ['podLabels', 'podAnnotations'] as const) {
    const key = Object.keys(proxy?.[where] ?? {}).find((k) => MESH.test(k));
    if (mesh && key !== undefined) out.push(found(['proxy', where, key], 'PodMetadataOfMesh', { key }));
  }
  if (envoyGateway?.rateLimitImage !== undefined && rateLimit?.scope !== 'global')
    out.push(found(['envoyGateway', 'rateLimitImage'], 'RateLimitImageUnused'));
  return out;
};
