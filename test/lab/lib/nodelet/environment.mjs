// The environment of a container.
import { cmFiles, field, secretFiles } from './volumes.mjs';

export async function environment(p, pod, c) {
  const ns = pod.metadata.namespace,
    e = {};
  for (const f of c.envFrom || [])
    Object.assign(
      e,
      Object.fromEntries(
        Object.entries(
          f.secretRef
            ? await secretFiles(ns, f.secretRef.name, null, f.secretRef.optional)
            : await cmFiles(ns, f.configMapRef.name, null, f.configMapRef.optional),
        ).map(([k, v]) => [(f.prefix || '') + k, v.toString()]),
      ),
    );
  const sub = (s) =>
    s.replace(/\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g, (m, n) => (m === '$$' ? '$' : n in e ? e[n] : m));
  for (const v of c.env || []) {
    const r = v.valueFrom;
    if (!r) e[v.name] = sub(v.value || '');
    else if (r.fieldRef) e[v.name] = field(p, pod, r.fieldRef.fieldPath);
    else if (r.secretKeyRef) {
      const d = (await secretFiles(ns, r.secretKeyRef.name, null, r.secretKeyRef.optional))[r.secretKeyRef.key];
      if (d) e[v.name] = d.toString();
      else if (!r.secretKeyRef.optional)
        throw new Error(`secret key ${r.secretKeyRef.name}/${r.secretKeyRef.key} missing`);
    } else if (r.configMapKeyRef) {
      const d = (await cmFiles(ns, r.configMapKeyRef.name, null, r.configMapKeyRef.optional))[r.configMapKeyRef.key];
      if (d) e[v.name] = d.toString();
      else if (!r.configMapKeyRef.optional)
        throw new Error(`configmap key ${r.configMapKeyRef.name}/${r.configMapKeyRef.key} missing`);
    } else if (r.resourceFieldRef) {
      const [k, w] = r.resourceFieldRef.resource.split('.');
      e[v.name] = quantity(c.resources?.[k]?.[w] || { cpu: '2', memory: '4Gi' }[w], w);
    }
  }
  return [e, sub];
}
const quantity = (q, _w) => {
  const m = String(q).match(/^([\d.]+)(m|[KMGT]i?)?$/);
  if (!m) return String(q);
  const u = { m: 1e-3, K: 1e3, M: 1e6, G: 1e9, Ki: 1024, Mi: 1048576, Gi: 1073741824 }[m[2]] || 1;
  return String(Math.ceil(m[1] * u));
};
