// What happens in the cluster between two observations, and what is seen there instead of in an answer.
import { json, kubectl, lab, proxiesOf, sleep, until } from './cluster.mjs';

const podsOf = (namespace, app) =>
  json('get', 'pods', '-n', namespace, '-l', `app=${app}`).items.filter((p) => !p.metadata.deletionTimestamp);

/** A deployment is `name` in the case's namespace or `namespace/name`. */
const scale = async (where, replicas, namespace) => {
  const [name, ns = namespace] = where.split('/').reverse();
  kubectl('scale', 'deployment', name, '-n', ns, `--replicas=${replicas}`);
  await until(`${where} with ${replicas} replicas`, 60, () => {
    // A Pod that is being deleted still answers.
    const { items } = json('get', 'pods', '-n', ns, '-l', `app=${name}`);
    const { status } = json('get', 'deployment', name, '-n', ns);
    return items.length === replicas && (status.readyReplicas ?? 0) === replicas;
  });
};

const ACTIONS = {
  /** Scales deployments: {authz: 0}. */
  scale: async (o, c) => {
    for (const [where, replicas] of Object.entries(o.scale)) await scale(where, replicas, c.namespace);
  },
  wait: (o) => sleep(o.wait * 1000),
  /** The health check of one pod of a backend changes its answer. */
  toggleHealth: (o, c) => {
    const pod = podsOf(c.namespace, o.toggleHealth).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))[0];
    lab('run', 'curl', '-sf', '--max-time', '5', `http://${pod.status.podIP}:3000/toggle-health`);
  },
};

const lines = (text, path) => text.split('\n').filter((l) => l.startsWith('{') && l.includes(path));

/** Reads from the cluster until an expectation holds; gives what is wrong at the end. */
const readUntil = async (read, want, fill) => {
  let wrong = [];
  await until('', 15, async () => {
    const got = await read();
    wrong = [
      ...(want.has ?? [])
        .filter((p) => !new RegExp(fill(p)).test(got))
        .map((p) => `${p} is not there: ${got.slice(-600)}`),
      ...(want.lacks ?? []).filter((p) => got.includes(fill(p))).map((p) => `${p} is there: ${got.slice(-600)}`),
    ];
    return wrong.length === 0;
  }).catch(() => undefined);
  return wrong;
};

const READERS = {
  /** The last access log line of any proxy about a path. */
  log:
    ({ log }, c) =>
    () =>
      proxiesOf(c.namespace, c.gateway)
        .flatMap((p) =>
          lines(kubectl('logs', '-n', p.metadata.namespace, p.metadata.name, '-c', 'envoy', '--tail=200'), log.path),
        )
        .slice(-1)
        .join(''),
  /** Prometheus metrics of all proxies. */
  metrics: (_o, c) => () =>
    proxiesOf(c.namespace, c.gateway)
      .map((p) => lab('run', 'curl', '-sf', '--max-time', '5', `http://${p.status.podIP}:19001/stats/prometheus`))
      .join(''),
  /** What the collector received. */
  traces:
    ({ traces }, c) =>
    () =>
      podsOf(c.namespace, traces.collector)
        .map((p) => lab('run', 'curl', '-sf', '--max-time', '5', `http://${p.status.podIP}:4318/`))
        .join(''),
  /** A field of an object's status or spec: {get: [kind, name], jsonpath}. */
  object:
    ({ object }, c) =>
    () =>
      kubectl('get', ...object.get, '-n', object.namespace ?? c.namespace, '-o', `jsonpath=${object.jsonpath}`),
};

/** Does an action or reads from the cluster, where the entry is one; gives what is wrong, or nothing if it is a request. */
export const actOrRead = async (o, c) => {
  const action = Object.keys(ACTIONS).find((a) => o[a] !== undefined);
  if (action) {
    await ACTIONS[action](o, c);
    return [];
  }
  const reader = Object.keys(READERS).find((r) => o[r] !== undefined);
  return reader && readUntil(READERS[reader](o, c), o[reader], c.fill);
};
