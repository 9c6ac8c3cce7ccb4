import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { rateLimit } from '../../values/limits.ts';
import { mesh } from '../../values/mesh-answer.ts';
import { network } from '../../values/network-answer.ts';
import { duration, headerName, hostname, label, objectName, ruled } from '../../values/scalars.ts';
import { urlProblem } from '../../values/urls.ts';
import { auth } from './auth-schema.ts';
import { gatewayService } from './gateway-service-schema.ts';
import { observability } from './observability-schema.ts';
import { output } from './output-schema.ts';
import { secrets } from './secrets-schema.ts';
import { METHODS, service, transform } from './service-schema.ts';
import { suppress } from './suppress-schema.ts';
import { delivery, owner, teams } from './teams-schema.ts';
import { traffic } from './traffic-schema.ts';

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const email = ruled(
  (s) => (EMAIL.test(s) && s.length <= 253 ? undefined : refusal('InvalidEmail', { value: s })),
  EMAIL,
);

const tls = z
  .strictObject({
    issuer: z
      .union([
        objectName.transform((name) => ({ kind: 'ClusterIssuer' as const, name })),
        z.strictObject({
          kind: z.enum(['ClusterIssuer', 'Issuer']).describe('Kind of the cert-manager issuer.'),
          name: objectName.describe('Name of the cert-manager issuer.'),
        }),
      ])
      .optional()
      .describe('Name of a cert-manager ClusterIssuer, or `{ kind: Issuer, name }`.'),
    acme: z
      .strictObject({
        email: email.describe('E-mail address for messages from the certificate authority.'),
        server: z
          .enum(['production', 'staging'])
          .optional()
          .describe(
            withDefault(
              "Let's Encrypt server: `production`, or `staging` for tests (generous limits, untrusted certificates)",
              DEFAULTS.acme.server,
            ),
          ),
      })
      .optional()
      .describe("Also generates the issuer: Let's Encrypt with HTTP-01 challenges through the Gateway."),
    secret: objectName.optional().describe('Name of an existing Secret of type kubernetes.io/tls.'),
    clientAuth: z
      .strictObject({
        ca: objectName.describe(
          'Name of a ConfigMap in the namespace of the Gateway. Its key ca.crt holds the CA of the client certificates.',
        ),
        optional: z
          .boolean()
          .optional()
          .describe(withDefault('Whether clients may connect without a certificate', DEFAULTS.clientAuth.optional)),
      })
      .optional()
      .describe(
        'Authenticates clients by certificate (mTLS). Services receive the certificate identity in X-Forwarded-Client-Cert.',
      ),
    selfSigned: z
      .literal(true)
      .optional()
      .describe('Generates a self-signed certificate, which no client trusts. For tests only.'),
  })
  .describe('Server certificate of the Gateway: exactly one of issuer, secret and selfSigned.');

const CHART_VERSION = /^v1\.9\.\d+$/;
const chartVersion = ruled(
  (s) =>
    CHART_VERSION.test(s) && s.length < 12
      ? undefined
      : refusal('UnsupportedVersion', { value: s, suggestion: /^1\.9\.\d{1,4}$/.test(s) ? `v${s}` : 'v1.9.1' }),
  CHART_VERSION,
);

const origin = ruled((s) =>
  /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/.test(s) && urlProblem(s.replace('*.', '')) === undefined
    ? undefined
    : refusal('InvalidOrigin', { value: s }),
);

const cors = z
  .strictObject({
    origins: z
      .array(origin)
      .min(1)
      .max(64)
      .describe('Origins whose scripts may call the API: `https://app.example.com`.'),
    methods: z
      .array(z.enum(METHODS))
      .min(1)
      .optional()
      .describe(withDefault('Methods that scripts may use', DEFAULTS.cors.methods)),
    headers: z
      .array(headerName)
      .optional()
      .describe(withDefault('Request headers that scripts may set', DEFAULTS.cors.headers)),
    exposeHeaders: z
      .array(headerName)
      .optional()
      .describe('Response headers that scripts may read, in addition to the CORS-safelisted ones.'),
    maxAge: duration
      .optional()
      .describe(withDefault('How long browsers cache the result of a preflight request', DEFAULTS.cors.maxAge)),
    credentials: z
      .boolean()
      .optional()
      .describe(withDefault('Whether scripts may send cookies and other credentials', DEFAULTS.cors.credentials)),
  })
  .describe('CORS: which web sites may call the API from a browser.');

/** The answers file. Input: with shorthands. Output: expanded, without defaults. */
export const answersSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of the answers file format.'),
    hostname: hostname.describe('Host name that clients call: `api.example.com`.'),
    gateway: z
      .strictObject({
        name: label.optional().describe(withDefault('Name of the Gateway', DEFAULTS.gateway.name)),
        namespace: label
          .optional()
          .describe(withDefault('Namespace of the Gateway, the routes and the policies', DEFAULTS.gateway.namespace)),
        service: gatewayService.optional(),
      })
      .optional()
      .describe('Name, namespace and Service of the Gateway.'),
    envoyGateway: z
      .strictObject({
        version: chartVersion
          .optional()
          .describe(withDefault('Version of the Envoy Gateway Helm chart', DEFAULTS.envoyGateway.version)),
        namespace: label
          .optional()
          .describe(withDefault('Namespace of Envoy Gateway', DEFAULTS.envoyGateway.namespace)),
        proxies: z
          .enum(['controllerNamespace', 'gatewayNamespace'])
          .optional()
          .describe(
            withDefault(
              'Namespace that the proxies run in: `controllerNamespace` (that of Envoy Gateway) or `gatewayNamespace`',
              DEFAULTS.envoyGateway.proxies,
            ),
          ),
      })
      .optional()
      .describe('Installation of Envoy Gateway.'),
    tls,
    services: z
      .array(service)
      .min(1)
      .max(20000)
      .optional()
      // Where teams have all of them, the root file has none; that some are there is a rule across answers.
      .transform((list) => list ?? [])
      .describe('Services behind the gateway, and their versions.'),
    auth: auth.optional(),
    rateLimit: rateLimit.optional(),
    transform: transform.optional(),
    traffic: traffic.optional(),
    cors: cors.optional(),
    errors: z
      .enum(['plain', 'problem+json'])
      .optional()
      .describe(
        withDefault(
          "Response bodies of the gateway's 401, 403, 429 and 503: `plain` or `problem+json` (these responses then have no X-RateLimit headers)",
          DEFAULTS.errors,
        ),
      ),
    observability: observability.optional(),
    network: network.optional(),
    mesh: mesh.optional(),
    secrets: secrets.optional(),
    layout: z
      .enum(['single', 'app-of-apps'])
      .optional()
      .describe(
        withDefault(
          'Layout of the output folder: `single` (one folder, one owner) or `app-of-apps` (one unit for the platform and one for each team)',
          DEFAULTS.layout,
        ),
      ),
    owners: z
      .array(owner)
      .min(1)
      .max(16)
      .optional()
      .describe('With teams: owners of this file and of the platform unit in CODEOWNERS: `@acme/platform`.'),
    teams: teams.optional(),
    delivery: delivery.optional(),
    suppress: suppress.optional(),
    output: output
      .optional()
      .describe(
        withDefault('Output folder, relative to the folder of this file; `-o DIR` takes precedence', DEFAULTS.output),
      ),
  })
  .describe('Answers of eg-api-gateway.');

/** Answers as validated: expanded shorthands, no defaults. */
export type Answers = z.output<typeof answersSchema>;
/** Answers as written in a file, with shorthands. */
export type AnswersInput = z.input<typeof answersSchema>;
