// Enforces NetworkPolicy: what a policy does not allow is dropped where a Pod's packets are forwarded, after kube-proxy has
// turned a Service's address into a Pod's. The node itself reaches every Pod, as a kubelet does.
import { spawnSync } from 'node:child_process';
import { get, sleep } from './api.mjs';

const TABLE = 'inet lab_policy';

const matches = (selector, labels = {}) => {
  const has = (k) => Object.hasOwn(labels, k);
  const test = {
    In: (e) => e.values.includes(labels[e.key]),
    NotIn: (e) => !e.values.includes(labels[e.key]),
    Exists: (e) => has(e.key),
    DoesNotExist: (e) => !has(e.key),
  };
  return (
    Object.entries(selector?.matchLabels ?? {}).every(([k, v]) => labels[k] === v) &&
    (selector?.matchExpressions ?? []).every((e) => test[e.operator](e))
  );
};

/** The numbers of a rule's port on a Pod; a name is one of its container ports. */
const portOn = (pod, { port, endPort }) => {
  if (port === undefined) return '';
  if (typeof port === 'number') return endPort ? `${port}-${endPort}` : String(port);
  const found = pod.spec.containers.flatMap((c) => c.ports ?? []).find((p) => p.name === port);
  return found ? String(found.containerPort) : undefined;
};
/** nft's words for the ports of a rule as they are on a Pod; [''] without any. */
const portWords = (rule, pod) =>
  (rule.ports ?? [undefined]).flatMap((p) => {
    if (p === undefined) return [''];
    const number = portOn(pod, p);
    if (number === undefined) return [];
    const protocol = (p.protocol ?? 'TCP').toLowerCase();
    return [number === '' ? `meta l4proto ${protocol} ` : `${protocol} dport ${number} `];
  });

/** The rules of one direction of one Pod, as nft lines that accept. */
const accepting = (pod, rules, side, world) =>
  rules.flatMap(({ namespace, rule }) => {
    const peers = rule[side];
    const address = side === 'from' ? 'ip saddr' : 'ip daddr';
    if (!peers || peers.length === 0) return portWords(rule, pod).map((w) => `${w}return`);
    return peers.flatMap((peer) => {
      if (peer.ipBlock) {
        const but = (peer.ipBlock.except ?? []).map((c) => ` ${address} != ${c}`).join('');
        return portWords(rule, pod).map((w) => `${w}${address} ${peer.ipBlock.cidr}${but} return`);
      }
      return world.pods
        .filter(
          (p) =>
            (peer.namespaceSelector
              ? matches(peer.namespaceSelector, world.namespaces.get(p.metadata.namespace))
              : p.metadata.namespace === namespace) && matches(peer.podSelector, p.metadata.labels),
        )
        .flatMap((p) =>
          portWords(rule, side === 'from' ? pod : p).map((w) => `${address} ${p.status.podIP} ${w}return`),
        );
    });
  });

/** nft's text for the whole cluster. */
export const ruleset = (policies, pods, namespaces) => {
  const world = { pods, namespaces: new Map(namespaces.map((n) => [n.metadata.name, n.metadata.labels ?? {}])) };
  const chains = [];
  const jumps = [];
  for (const [i, pod] of pods.entries())
    for (const [type, field, side, own] of [
      ['Egress', 'egress', 'to', 'ip saddr'],
      ['Ingress', 'ingress', 'from', 'ip daddr'],
    ]) {
      const mine = policies.filter(
        (p) =>
          p.metadata.namespace === pod.metadata.namespace &&
          matches(p.spec.podSelector, pod.metadata.labels) &&
          (p.spec.policyTypes ?? ['Ingress']).includes(type),
      );
      if (mine.length === 0) continue;
      const rules = mine.flatMap((p) =>
        (p.spec[field] ?? []).map((rule) => ({ namespace: p.metadata.namespace, rule })),
      );
      const lines = [...new Set(accepting(pod, rules, side, world)), 'counter drop'];
      chains.push(` chain ${field}${i} {\n  ${lines.join('\n  ')}\n }`);
      jumps.push(`  ${own} ${pod.status.podIP} jump ${field}${i}`);
    }
  return `table ${TABLE} {
${chains.join('\n')}
 chain forward {
  type filter hook forward priority 5; policy accept;
  ct state established,related accept
${jumps.join('\n')}
 }
}
`;
};

let last = '';
for (;;) {
  try {
    const [policies, pods, namespaces] = await Promise.all(
      ['/apis/networking.k8s.io/v1/networkpolicies', '/api/v1/pods', '/api/v1/namespaces'].map(get),
    );
    const running = pods.items.filter((p) => p.status.podIP && !p.spec.hostNetwork);
    const text = ruleset(policies.items, running, namespaces.items);
    if (text !== last) {
      // The whole table at once: no moment without rules.
      const r = spawnSync('nft', ['-f', '-'], { input: `add table ${TABLE}\ndelete table ${TABLE}\n${text}` });
      if (r.status === 0) last = text;
      else console.log(new Date().toISOString(), r.stderr.toString(), text);
    }
  } catch (e) {
    console.log(new Date().toISOString(), e.message);
  }
  await sleep(300);
}
