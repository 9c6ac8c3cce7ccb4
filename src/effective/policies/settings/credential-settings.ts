// Secrets with API keys and passwords (buildAPIKeyAuth and buildBasicAuth in securitypolicy.go).
import { entries, fields, type Loose, refOf, show } from '../../objects/loose-objects.ts';
import { dataOf } from '../../objects/object-data.ts';
import { secretEntry, secretOf } from './data-refs.ts';
import type { PolicyReport } from './policy-report.ts';

interface Duplicate {
  readonly client: string;
  readonly other: string;
  /** As `Secret namespace/name`. */
  readonly secret: string;
  readonly otherSecret: string;
  /** The place of the Secret in the list. */
  readonly index: number;
}

/** Two clients with the same key, also in two Secrets. A client of an earlier Secret is not read again. */
const duplicatesIn = (secrets: readonly (Loose | undefined)[]): Duplicate[] => {
  const clients = new Set<string>();
  const keys = new Map<string, Pick<Duplicate, 'other' | 'otherSecret'>>();
  const found: Duplicate[] = [];
  for (const [index, secret] of secrets.entries())
    for (const { key: client, value } of secret ? dataOf(secret) : []) {
      if (clients.has(client) || value === undefined || value === '') continue;
      clients.add(client);
      const other = keys.get(value);
      if (other === undefined) keys.set(value, { other: client, otherSecret: show(secret!) });
      else found.push({ client, ...other, secret: show(secret!), index });
    }
  return found;
};

const bySecrets = (): Map<string, readonly Duplicate[]> => new Map();

/** Reports equal keys. Computed once for each list of Secrets, because many policies may have the same. */
export const checkApiKeys = (report: PolicyReport): void => {
  const at = 'spec.apiKeyAuth.credentialRefs';
  const refs = entries(fields(report.spec.apiKeyAuth).credentialRefs);
  const secrets = refs.map((given, i) => secretOf(report, `${at}[${i}]`, refOf(given)));
  const id = secrets.map((secret) => (secret ? show(secret) : '')).join();
  const all = report.snapshot.index(bySecrets);
  const known = all.get(id) ?? duplicatesIn(secrets);
  all.set(id, known);
  for (const { index, ...values } of known) report.invalid(`${at}[${index}]`, 'DuplicateKeyValue', values);
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
