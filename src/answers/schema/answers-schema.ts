import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { backendService } from '../../values/backend-address.ts';
import { rateLimit } from '../../values/limits.ts';
import { mesh } from '../../values/mesh-answer.ts';
import { network } from '../../values/network-answer.ts';
import { cidr, duration, headerName, hostname, label, objectName, ruled } from '../../values/scalars.ts';
import { urlProblem } from '../../values/urls.ts';
import { auth } from './auth-schema.ts';
import { gatewayService, prometheus } from './gateway-service-schema.ts';
import { output } from './output-schema.ts';
import { secrets } from './secrets-schema.ts';
import { METHODS, service, transform } from './service-schema.ts';
import { suppress } from './suppress-schema.ts';
import { delivery, owner, teams } from './teams-schema.ts';

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
          kind: z.enum(['ClusterIssuer', 'Issuer']).describe('Kind of the issuer.'),
          name: objectName.describe('Its name.'),
        }),
      ])
      .optional()
      .describe('A cert-manager ClusterIssuer, or `{ kind: Issuer, name }`.'),
    acme: z
      .strictObject({
        email: email.describe('For notices of the certificate authority.'),
        server: z
          .enum(['production', 'staging'])
          .optional()
          .describe('`staging` for trials: no rate limits, not trusted.'),
      })
      .optional()
      .describe("Also writes the issuer: Let's Encrypt by HTTP-01 through the Gateway."),
    secret: objectName.optional().describe('An existing Secret of type kubernetes.io/tls.'),
    clientAuth: z
      .strictObject({
        ca: objectName.describe("ConfigMap with the clients' CA in its key ca.crt, in the namespace of the Gateway."),
        optional: z
          .boolean()
          .optional()
          .describe('true: who has a certificate shows it; nobody needs one. false unless said.'),
      })
      .optional()
      .describe('Clients show a certificate; services learn whose in X-Forwarded-Client-Cert.'),
    selfSigned: z.literal(true).optional().describe('A certificate that no client trusts, for a trial.'),
  })
  .describe('The certificate: exactly one of issuer, secret and selfSigned.');

const CHART_VERSION = /^v1\.9\.\d+$/;
const chartVersion = ruled(
  (s) =>
    CHART_VERSION.test(s) && s.length < 12
      ? undefined
      : refusal('UnsupportedVersion', { value: s, suggestion: /^1\.9\.\d{1,4}$/.test(s) ? `v${s}` : 'v1.9.1' }),
  CHART_VERSION,
);

const clientsBehind = z
  .union([
    z.literal('direct').transform(() => ({ type: 'direct' }) as const),
    z.literal('proxyProtocol').transform(() => ({ type: 'proxyProtocol' }) as const),
    z
      .strictObject({
        trustedHops: z.number().int().min(1).max(100).describe('Proxies before the Gateway that are believed.'),
      })
      .transform((h) => ({ type: 'trustedHops', hops: h.trustedHops }) as const),
    z
      .strictObject({ trustedCIDRs: z.array(cidr).min(1).max(64).describe('Networks of proxies that are believed.') })
      .transform((t) => ({ type: 'trustedCIDRs', cidrs: t.trustedCIDRs }) as const),
  ])
  .describe(
    'What stands before the Gateway: `direct`, `proxyProtocol`, `{ trustedHops: 1 }`, `{ trustedCIDRs: [...] }`.',
  );

const origin = ruled((s) =>
  /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/.test(s) && urlProblem(s.replace('*.', '')) === undefined
    ? undefined
    : refusal('InvalidOrigin', { value: s }),
);

const cors = z
  .strictObject({
    origins: z.array(origin).min(1).max(64).describe('Web sites whose scripts may call.'),
    methods: z.array(z.enum(METHODS)).min(1).optional().describe('Methods that scripts may use.'),
    headers: z
      .array(headerName)
      .optional()
      .describe('Request headers that scripts may set; unless said, what methods, versions, canaries and limits need.'),
    exposeHeaders: z.array(headerName).optional().describe('Response headers that scripts may read.'),
    maxAge: duration.optional().describe('How long browsers remember; 24h unless said.'),
    credentials: z.boolean().optional().describe('Scripts may send cookies.'),
  })
  .describe('Which web sites may call from a browser.');

/** The answers file. Input: with shorthands. Output: expanded, without defaults. */
export const answersSchema = z
  .strictObject({
    version: z.literal(1).describe('Of this format.'),
    hostname: hostname.describe('The name that clients call: api.example.com.'),
    gateway: z
      .strictObject({
        name: label.optional().describe('Name of the Gateway.'),
        namespace: label.optional().describe('Namespace of Gateway, routes and policies.'),
        service: gatewayService.optional(),
      })
      .optional()
      .describe('The Gateway.'),
    envoyGateway: z
      .strictObject({
        version: chartVersion.optional().describe('Version of the chart; v1.9.1 unless said.'),
        namespace: label.optional().describe('Its namespace; envoy-gateway-system unless said.'),
        proxies: z
          .enum(['controllerNamespace', 'gatewayNamespace'])
          .optional()
          .describe("Where the proxies run: beside the controller unless said, or in the Gateway's namespace."),
      })
      .optional()
      .describe('The installation of Envoy Gateway.'),
    tls,
    services: z
      .array(service)
      .min(1)
      .max(20000)
      .optional()
      // Where teams have all of them, the root file has none; that some are there is a rule across answers.
      .transform((list) => list ?? [])
      .describe('The services and versions behind the gateway.'),
    auth: auth.optional(),
    rateLimit: rateLimit.optional(),
    transform: transform.optional(),
    traffic: z
      .strictObject({
        peakRequestsPerSecond: z.number().int().min(1).max(10_000_000).optional().describe('At the busiest second.'),
        p95Latency: duration.optional().describe('Of the slowest service that matters, at the peak.'),
        longestTimeout: duration
          .optional()
          .describe(
            'The longest `timeout` that a service may answer, and how long the listener waits for a whole request; that of the services unless said. Needed where a team has a file of its own and a timeout above 120s. `0s`: no limit.',
          ),
        clientsBehind: clientsBehind.optional(),
      })
      .optional()
      .describe('What the sizes are computed from.'),
    cors: cors.optional(),
    errors: z
      .enum(['plain', 'problem+json'])
      .optional()
      .describe(
        "Bodies of the gateway's own 401, 403, 429 and 503. `problem+json` costs the X-RateLimit headers there.",
      ),
    observability: z
      .strictObject({
        accessLog: z.enum(['json', 'none']).optional().describe('`json` unless said.'),
        prometheus: prometheus.optional(),
        tracing: z
          .strictObject({
            collector: backendService.describe('OTLP over gRPC: `otel-collector.observability:4317`.'),
            sampling: z.number().min(0).max(100).optional().describe('Per cent of the requests.'),
          })
          .optional()
          .describe('Traces to an OpenTelemetry collector.'),
      })
      .optional()
      .describe('Access log, metrics, traces.'),
    network: network.optional(),
    mesh: mesh.optional(),
    secrets: secrets.optional(),
    layout: z
      .enum(['single', 'app-of-apps'])
      .optional()
      .describe('`single`: one folder, one owner. `app-of-apps`: a unit for the platform and one for each team.'),
    owners: z
      .array(owner)
      .min(1)
      .max(16)
      .optional()
      .describe('With teams, for CODEOWNERS: who reviews this file and the platform: @acme/platform.'),
    teams: teams.optional(),
    delivery: delivery.optional(),
    suppress: suppress.optional(),
    output: output
      .optional()
      .describe('The folder for the manifests, seen from the folder of this file; -o DIR goes before it.'),
  })
  .describe('Answers of eg-api-gateway.');

/** Answers as said: expanded shorthands, no defaults. */
export type Answers = z.output<typeof answersSchema>;
/** Answers as written in a file, with shorthands. */
export type AnswersInput = z.input<typeof answersSchema>;
