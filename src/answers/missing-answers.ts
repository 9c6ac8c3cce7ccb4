import { CERTIFICATE_KEYS } from './certificate-keys.ts';
import { methodsIn, type OpenKey, openKeys } from './open-answers.ts';
import { routesWithoutServices } from './own-services.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** A required answer that is missing, and its flag. */
export interface Missing {
  readonly key: string;
  readonly flag: string;
  readonly what: string;
}

/** Whether every host has a certificate of its own, so that `tls` is not needed. */
const haveCertificates = ({ hostname, hostnames }: Tree): boolean =>
  hostname === undefined &&
  Array.isArray(hostnames) &&
  hostnames.length > 0 &&
  hostnames.every((h) => isTree(h) && (h.secret ?? h.issuer) !== undefined);

/** Whether `tls` names a certificate, or every host has its own. `tls` may be there for clients or versions of TLS alone. */
export const hasCertificate = (root: Tree): boolean =>
  haveCertificates(root) || (isTree(root.tls) && CERTIFICATE_KEYS.some((key) => (root.tls as Tree)[key] !== undefined));

const ABOUT: Readonly<Record<OpenKey['about'], (of: string) => string>> = {
  auth: (of) => `how clients of ${of} authenticate`,
  method: (of) => `a required key of the method ${of}`,
  path: (of) => `the path of ${of}`,
  backend: (of) => `the backend of ${of}`,
  ca: (of) => `the CA that signed the certificate of ${of}`,
  reason: (of) => `why everybody may connect to the stream ${of}`,
};

/** The required answers that are missing: host name, certificate, services, and authentication of each service; also what is open (open-answers.ts). */
export const missingAnswers = (input: unknown): Missing[] => {
  const root = isTree(input) ? input : {};
  const out: Missing[] = [];
  const need = (key: string, flag: string, what: string): void => void out.push({ key, flag, what });
  const services = Array.isArray(root.services) ? (root.services as Tree[]) : [];
  const hosted = (s: unknown): boolean => isTree(s) && (s.hostname ?? s.hostnames) !== undefined;
  if (root.hostname === undefined && root.hostnames === undefined && !services.some(hosted))
    need('hostname', '--hostname', 'the host name that clients use');
  const shared = isTree(root.teams) && Object.keys(root.teams).length > 0;
  const hasRoutes = services.length > 0 || shared || routesWithoutServices(root);
  if (!hasRoutes) need('services', '--service /v1/users=user-service:8080', 'the services behind the gateway');
  const auth = isTree(root.auth) ? root.auth : {};
  const isSet = auth.default !== undefined || (isTree(auth.methods) && Object.keys(auth.methods).length === 1);
  const open = services.filter((s) => isTree(s) && s.auth === undefined);
  if (!isSet && open.length > 0 && open.length < services.length)
    for (const { name } of open.slice(0, 20))
      need(
        `services.${String(name)}.auth`,
        `--set services.${String(name)}.auth=none`,
        `how clients of ${String(name)} authenticate`,
      );
  else if (!isSet && (!hasRoutes || open.length > 0))
    need(
      'auth.default',
      `--auth-default none, or --auth-method 'customers={type: jwt, issuer: https://auth.example.com/, jwks: fromIssuer, audiences: [my-api]}'`,
      'how clients authenticate',
    );
  const [[method] = []] = methodsIn(root);
  for (const { key, about, of } of openKeys(root))
    need(key, `--set ${key}=${about === 'auth' ? (method ?? 'none') : 'VALUE'}`, ABOUT[about](of));
  if (!hasCertificate(root)) need('tls', '--tls-issuer, --tls-secret or --tls-self-signed true', 'the TLS certificate');
  return out;
};
