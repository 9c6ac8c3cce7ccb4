// Secrets with API keys and passwords (buildAPIKeyAuth and buildBasicAuth in securitypolicy.go).
import { entries, fields, refOf } from '../../objects/loose-objects.ts';
import { dataOf } from '../../objects/object-data.ts';
import { secretEntry, secretOf } from './data-refs.ts';
import type { PolicyReport } from './policy-report.ts';

/** Two clients with the same key, also in two Secrets. A client of an earlier Secret is not read again. */
export const checkApiKeys = (report: PolicyReport): void => {
  const clients = new Set<string>();
  const keys = new Map<string, string>();
  for (const [i, given] of entries(fields(report.spec.apiKeyAuth).credentialRefs).entries()) {
    const at = `spec.apiKeyAuth.credentialRefs[${i}]`;
    const secret = secretOf(report, at, refOf(given));
    const inOrder = secret ? [...dataOf(secret)].sort((a, b) => (a.key < b.key ? -1 : 1)) : [];
    for (const { key: client, value } of inOrder) {
      if (clients.has(client) || value === undefined || value === '') continue;
      clients.add(client);
      const other = keys.get(value);
      if (other === undefined) keys.set(value, client);
      else report.invalid(at, 'DuplicateKeyValue', { client, other, secret: secret!.metadata.name });
    }
  }
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SHA1_BYTES = 20;

const problemOf = (line: string): 'form' | 'hash' | 'digest' | undefined => {
  const colon = line.indexOf(':');
  if (colon < 0) return 'form';
  const password = line.slice(colon + 1);
  if (!password.startsWith('{SHA}')) return 'hash';
  const digest = password.slice('{SHA}'.length);
  return BASE64.test(digest) && Buffer.from(digest, 'base64').length === SHA1_BYTES ? undefined : 'digest';
};

/** Passwords: Envoy knows one format only (validateHtpasswdFormat). */
export const checkPasswords = (report: PolicyReport): void => {
  if (report.spec.basicAuth === undefined) return;
  const at = 'spec.basicAuth.users';
  const entry = secretEntry(report, at, refOf(fields(report.spec.basicAuth).users), '.htpasswd');
  for (const [i, raw] of (entry?.value ?? '').split('\n').entries()) {
    const line = raw.trim();
    const format = line === '' ? undefined : problemOf(line);
    if (format) {
      report.refuse(at, { case: 'passwords', of: { line: i + 1, format } });
      return;
    }
  }
};
