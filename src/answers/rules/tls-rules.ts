import { pathKey } from '../../values/route-path.ts';
import { CERTIFICATE_KEYS } from '../certificate-keys.ts';
import { hostPlan } from '../hosts.ts';
import { oldestVersion } from '../oldest-version.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** A preflight has neither the headers nor the method by which services of one path are distinguished. */
const corsOnPaths = (services: readonly ServiceAnswer[]): Found[] => {
  if (services.every((s) => s.cors === undefined)) return [];
  const first = new Map<string, ServiceAnswer>();
  return services.flatMap((s, i) =>
    s.paths.flatMap((path) => {
      const other = first.get(pathKey(path));
      if (!other) first.set(pathKey(path), s);
      const apart = other !== undefined && JSON.stringify(other.cors) !== JSON.stringify(s.cors);
      return apart && [s, other].some((x) => x.headers || x.methods)
        ? [found(['services', i], 'CorsDiffersOnPath', { path, first: other.name, second: s.name })]
        : [];
    }),
  );
};

export const tlsRules: Rule = (answers, view) => {
  const { tls, envoyGateway, auth, cors, services } = answers;
  const out: Found[] = [];
  const given = CERTIFICATE_KEYS.filter((k) => tls[k] !== undefined);
  const hosts = hostPlan(answers).declared;
  const unused = hosts.length > 0 && hosts.every((d) => d.secret !== undefined || d.issuer !== undefined);
  if (given.length === 0 && !unused) out.push(found(['tls'], 'CertificateMissing'));
  if (given.length > 0 && unused) out.push(found(['tls', given[0]!], 'CertificateUnused', { key: given[0]! }));
  if (given.length > 1) out.push(found(['tls'], 'SeveralCertificates', { keys: given }));
  if (tls.acme && tls.issuer === undefined) out.push(found(['tls', 'acme'], 'AcmeWithoutIssuer'));
  if (envoyGateway?.version === 'v1.9.0' && oldestVersion({ auth }) !== 'v1.9.0')
    out.push(found(['envoyGateway', 'version'], 'OidcNeedsNewerVersion'));
  if (cors?.credentials && cors.origins.some((o) => o.includes('*')))
    out.push(found(['cors', 'credentials'], 'CredentialsForWildcard'));
  for (const [i, s] of services.entries()) {
    if (s.cors === undefined || s.cors === 'none') continue;
    if (s.cors.credentials && s.cors.origins.some((o) => o.includes('*')))
      out.push(found(['services', i, 'cors', 'credentials'], 'CredentialsForWildcard'));
    if (s.protocol === 'grpc') out.push(found(['services', i, 'cors'], 'GrpcCors', { service: s.name }));
    if (view) out.push(found(['services', i, 'cors'], 'CorsOfTeams', { team: view.name }));
  }
  return [...out, ...corsOnPaths(services)];
};
