import { kindOfIntent } from '../auth/kinds.ts';
import type { Intent, ServiceIntent } from '../model/intent.ts';

/** A row of the runbook about a service with an external backend. */
export interface ExternalRow {
  readonly name: string;
  readonly server: string;
  readonly reaches: string;
  readonly audience: string;
}

const audiencesOf = (intent: Intent, s: ServiceIntent): string[] => [
  ...new Set(
    intent.security
      .filter((p) => s.routes.some((r) => policyOf(intent, r) === p.name))
      .flatMap((p) => p.auth.flatMap((a) => kindOfIntent(a).tokens(a)).flatMap((t) => t.audiences)),
  ),
];

const policyOf = (intent: Intent, route: string): string | undefined =>
  intent.routes.find((r) => r.name === route)?.security;

/** What the backend receives of a client's credential, for each method of a service. */
const proofs = (intent: Intent, s: ServiceIntent): string[] => {
  const policies = intent.security.filter((p) => s.routes.some((r) => policyOf(intent, r) === p.name));
  return policies.flatMap(({ auth }) => auth.map((a) => kindOfIntent(a).forwards(a)));
};

const isOutside = (s: ServiceIntent): boolean => /^(https|http|h2c):\/\//.test(s.backend);

/** What each external server receives as credential, and which audience it must therefore expect. */
export const outsideRows = (intent: Intent): ExternalRow[] =>
  intent.services.filter(isOutside).map((s) => {
    const c = s.credential;
    if (c)
      return {
        name: s.name,
        server: s.backend,
        reaches: `the gateway's credential (Secret ${c.secret}) in ${c.header}`,
        audience: 'that of the credential',
      };
    const audiences = audiencesOf(intent, s);
    const { hostname, port } = new URL(s.backend);
    const host = hostname.replace(/^\[|\]$/g, '');
    const certificate = intent.externals.find(
      (e) => (e.serverName === host || e.host === host) && e.port === Number(port || 443),
    )?.certificate;
    return {
      name: s.name,
      server: s.backends.length > 0 ? s.backends.map((b) => b.backend).join(', ') : s.backend,
      reaches: `${certificate === undefined ? '' : `the gateway's client certificate (Secret ${certificate}) and `}${
        s.auth.length > 0
          ? proofs(intent, s).join(', or ')
          : 'the request as sent, without authentication by the gateway'
      }`,
      audience: audiences.length > 0 ? audiences.join(' or ') : 'not known to the gateway',
    };
  });

/** Commands that allow the gateway's own account to call a service of Cloud Run; the reader replaces names in capitals. */
export const cloudRunGrants = (intent: Intent): { readonly line: string }[] =>
  intent.services
    .filter((s) => isOutside(s) && s.credential && new URL(s.backend).hostname.endsWith('.run.app'))
    .map((s) => ({
      line: `gcloud run services add-iam-policy-binding SERVICE_OF_${s.name.toUpperCase().replaceAll('-', '_')} --region REGION --member serviceAccount:GATEWAY_ACCOUNT --role roles/run.invoker`,
    }));
