// Volumes of a Pod, kept up to date: Secrets, ConfigMaps, tokens, the downward API.
import fs from 'node:fs';
import path from 'node:path';
import { get, post } from '../api.mjs';
import { log, NODE, NODE_IP } from './host.mjs';

async function fill(p, dir, files) {
  fs.mkdirSync(dir, { recursive: true });
  for (const [f, buf] of Object.entries(files)) {
    const t = path.join(dir, f);
    let old;
    try {
      old = fs.readFileSync(t);
    } catch {}
    if (old?.equals(buf)) continue;
    fs.mkdirSync(path.dirname(t), { recursive: true });
    fs.writeFileSync(`${t}.new~`, buf, { mode: 0o644 });
    fs.renameSync(`${t}.new~`, t);
    if (old) log(p.name, 'volume file changed', f);
  }
  for (const f of fs.readdirSync(dir))
    if (!(f in files) && !Object.keys(files).some((k) => k.startsWith(`${f}/`)))
      fs.rmSync(path.join(dir, f), { recursive: true, force: true });
}
const pick = (data, items) =>
  items ? Object.fromEntries(items.map((i) => [i.path, data[i.key]]).filter((x) => x[1])) : data;
export async function secretFiles(ns, name, items, optional) {
  try {
    const s = await get(`/api/v1/namespaces/${ns}/secrets/${name}`);
    return pick(Object.fromEntries(Object.entries(s.data || {}).map(([k, v]) => [k, Buffer.from(v, 'base64')])), items);
  } catch (e) {
    if (optional && e.code === 404) return {};
    throw e;
  }
}
export async function cmFiles(ns, name, items, optional) {
  try {
    const s = await get(`/api/v1/namespaces/${ns}/configmaps/${name}`);
    return pick(
      {
        ...Object.fromEntries(Object.entries(s.data || {}).map(([k, v]) => [k, Buffer.from(v)])),
        ...Object.fromEntries(Object.entries(s.binaryData || {}).map(([k, v]) => [k, Buffer.from(v, 'base64')])),
      },
      items,
    );
  } catch (e) {
    if (optional && e.code === 404) return {};
    throw e;
  }
}
export function field(p, pod, fp) {
  const m = fp.match(/^metadata\.(annotations|labels)\['(.+)'\]$/);
  if (m) return pod.metadata[m[1]]?.[m[2]] ?? '';
  if (/^metadata\.(annotations|labels)$/.test(fp))
    return Object.entries(pod.metadata[fp.slice(9)] || {})
      .map(([k, v]) => `${k}=${JSON.stringify(v)}`)
      .join('\n');
  return (
    {
      'metadata.name': pod.metadata.name,
      'metadata.namespace': pod.metadata.namespace,
      'metadata.uid': pod.metadata.uid,
      'spec.nodeName': NODE,
      'spec.serviceAccountName': pod.spec.serviceAccountName || 'default',
      'status.podIP': p.ip,
      'status.podIPs': p.ip,
      'status.hostIP': NODE_IP,
      'status.hostIPs': NODE_IP,
    }[fp] ?? ''
  );
}
async function token(p, pod, src) {
  const k = JSON.stringify(src);
  p.tokens ||= {};
  const c = p.tokens[k];
  if (c && Date.now() < c.until) return c.token;
  const r = await post(
    `/api/v1/namespaces/${pod.metadata.namespace}/serviceaccounts/${pod.spec.serviceAccountName || 'default'}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        ...(src.audience ? { audiences: [src.audience] } : {}),
        expirationSeconds: src.expirationSeconds || 3600,
        boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: pod.metadata.name, uid: pod.metadata.uid },
      },
    },
  );
  p.tokens[k] = { token: r.status.token, until: Date.now() + (src.expirationSeconds || 3600) * 800 };
  return r.status.token;
}
export async function volumes(p, pod) {
  const ns = pod.metadata.namespace;
  for (const v of pod.spec.volumes || []) {
    const dir = `${p.dir}/volumes/${v.name}`;
    if (v.emptyDir) {
      fs.mkdirSync(dir, { recursive: true });
      fs.chmodSync(dir, 0o777);
    } else if (v.secret)
      await fill(p, dir, await secretFiles(ns, v.secret.secretName, v.secret.items, v.secret.optional));
    else if (v.configMap)
      await fill(p, dir, await cmFiles(ns, v.configMap.name, v.configMap.items, v.configMap.optional));
    else if (v.hostPath) {
      /* bound as is */
    } else if (v.downwardAPI)
      await fill(
        p,
        dir,
        Object.fromEntries(v.downwardAPI.items.map((i) => [i.path, Buffer.from(field(p, pod, i.fieldRef.fieldPath))])),
      );
    else if (v.projected) {
      const f = {};
      for (const s of v.projected.sources) {
        if (s.serviceAccountToken)
          f[s.serviceAccountToken.path] = Buffer.from(await token(p, pod, s.serviceAccountToken));
        else if (s.configMap)
          Object.assign(f, await cmFiles(ns, s.configMap.name, s.configMap.items, s.configMap.optional));
        else if (s.secret) Object.assign(f, await secretFiles(ns, s.secret.name, s.secret.items, s.secret.optional));
        else if (s.downwardAPI)
          for (const i of s.downwardAPI.items) f[i.path] = Buffer.from(field(p, pod, i.fieldRef.fieldPath));
      }
      await fill(p, dir, f);
    } else throw new Error(`volume ${v.name}: kind not supported by the lab`);
  }
}
