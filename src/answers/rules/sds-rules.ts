// mTLS with certificates from a socket (mode sds): answers for that mode only, and the ServiceAccount of each Service.
import { kindOf } from '../../auth/kinds.ts';
import { isExternal, type ServiceBackend } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { backendPlaces } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

interface NamedService {
  readonly at: readonly PropertyKey[];
  readonly backend: ServiceBackend;
}

/** Every Service in the answers that the proxies call, with its place. */
const namedServices = ({ services, auth, observability }: Answers): NamedService[] => {
  const out: NamedService[] = [];
  services.forEach((s, i) => {
    for (const { at, backend } of backendPlaces(s))
      if (!isExternal(backend)) out.push({ at: ['services', i, ...at], backend });
  });
  for (const [name, m] of Object.entries(auth?.methods ?? {}))
    for (const { key, backend } of kindOf(m).services(m)) out.push({ at: ['auth', 'methods', name, key], backend });
  const collector = observability?.tracing?.collector;
  if (collector) out.push({ at: ['observability', 'tracing', 'collector'], backend: collector });
  return out;
};

export const sdsRules: Rule = (answers) => {
  const { mesh, gateway } = answers;
  const out: Found[] = [];
  if (mesh?.socket && mesh.mode !== 'sds') out.push(found(['mesh', 'socket'], 'SocketNeedsSds', { mode: mesh.mode }));
  const accounts = new Map<string, string>();
  for (const { at, backend: b } of namedServices(answers)) {
    const account = b.pods?.serviceAccount;
    if (account === undefined) continue;
    const where = [...at, 'pods', 'serviceAccount'];
    // Without a mesh, another rule refuses `pods`.
    if (mesh && mesh.mode !== 'sds')
      out.push(found(where, 'ServiceAccountUnused', { service: b.service, mode: mesh.mode }));
    const id = `${b.namespace ?? gateway?.namespace ?? DEFAULTS.gateway.namespace.value}/${b.service}`;
    const known = accounts.get(id);
    if (known !== undefined && known !== account)
      out.push(found(where, 'ServiceAccountsDiffer', { name: id, here: known, there: account }));
    else accounts.set(id, account);
  }
  return out;
};
