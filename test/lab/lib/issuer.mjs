// Stands in for cert-manager: answers each Certificate with a Secret, signed by the lab's CA, and sets Ready.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { get, merge, post, sleep } from './api.mjs';

const PKI = process.env.LAB_PKI;
const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** Key and certificate for the names, as base64. */
const sign = (names) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-issuer-'));
  const file = (name) => path.join(dir, name);
  try {
    const run = (...args) => execFileSync('openssl', args, { stdio: 'pipe' });
    run(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      `/CN=${names[0]}`,
      '-keyout',
      file('key'),
      '-out',
      file('csr'),
    );
    fs.writeFileSync(
      file('ext'),
      `subjectAltName=${names.map((n) => `DNS:${n}`).join(',')}\nextendedKeyUsage=serverAuth,clientAuth\n`,
    );
    run(
      'x509',
      '-req',
      '-in',
      file('csr'),
      '-CA',
      `${PKI}/ca.crt`,
      '-CAkey',
      `${PKI}/ca.key`,
      '-CAcreateserial',
      '-CAserial',
      file('srl'),
      '-days',
      '30',
      '-extfile',
      file('ext'),
      '-out',
      file('crt'),
    );
    const b64 = (f) => fs.readFileSync(f).toString('base64');
    return { 'tls.crt': b64(file('crt')), 'tls.key': b64(file('key')), 'ca.crt': b64(`${PKI}/ca.crt`) };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
};

const answer = async (c) => {
  const { name, namespace } = c.metadata;
  const secret = `/api/v1/namespaces/${namespace}/secrets`;
  const there = await get(`${secret}/${c.spec.secretName}`).catch(() => undefined);
  if (!there)
    await post(secret, {
      metadata: { name: c.spec.secretName, namespace },
      type: 'kubernetes.io/tls',
      data: sign(c.spec.dnsNames),
    });
  if (c.status?.conditions?.some((x) => x.type === 'Ready' && x.status === 'True')) return;
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Ready',
    message: 'answered by the lab',
    lastTransitionTime: now(),
    observedGeneration: c.metadata.generation,
  };
  await merge(`/apis/cert-manager.io/v1/namespaces/${namespace}/certificates/${name}/status`, {
    status: { conditions: [ready] },
  });
  console.log('answered', namespace, name);
};

for (;;) {
  try {
    for (const c of (await get('/apis/cert-manager.io/v1/certificates')).items) await answer(c);
  } catch (e) {
    console.error(e.message);
  }
  await sleep(500);
}
