import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { type ExternalBackend, parseExternal } from './external-address.ts';
import { later } from './later.ts';
import { type Pods, pods } from './network-answer.ts';
import { headerName, hostname, label, objectName, port } from './scalars.ts';

/** A Service of the cluster (default for `namespace`: the Gateway's). */
export interface ServiceBackend {
  readonly service: string;
  readonly port: number;
  readonly namespace?: string | undefined;
  /** The selector of its pods; undefined if it is not set. */
  readonly pods?: Pods | undefined;
}

export type { ExternalBackend } from './external-address.ts';
export type Backend = ServiceBackend | ExternalBackend;
export const isExternal = (b: Backend): b is ExternalBackend => 'host' in b;
/** Whether the gateway uses TLS to it. */
export const isTls = (b: Backend): b is ExternalBackend => isExternal(b) && b.clear === undefined;

const serviceObject = later(() =>
  z.strictObject({
    service: label.describe('Name of the Kubernetes Service.'),
    port: port.describe('Port of the Service.'),
    namespace: label.optional().describe(withDefault('Namespace of the Service', DEFAULTS.backend.namespace)),
    pods: pods.optional(),
  }),
);
const parseService = (s: string): ServiceBackend | undefined => {
  const m = /^(?:([^/:]+)\/)?([^/:]+?):(\d{1,5})$/.exec(s);
  if (!m) return undefined;
  // authz.security:9001 is the DNS notation of Service authz in namespace security; both notations are accepted.
  const [, before, name = '', digits] = m;
  const [service = '', inName, ...rest] = before === undefined ? name.split('.') : [name];
  const namespace = before ?? inName;
  if (rest.length > 0 && !/^svc(\.cluster\.local)?$/.test(rest.join('.'))) return undefined;
  const n = Number(digits);
  const ok = label.safeParse(service).success && (namespace === undefined || label.safeParse(namespace).success);
  return ok && n >= 1 && n <= 65535
    ? { service, port: n, ...(namespace === undefined ? {} : { namespace }) }
    : undefined;
};

/** `[namespace/]service:port`, `service.namespace:port` or `{ service, port, namespace }`. */
export const backendService = z
  .union([
    z.string().transform((s, ctx): ServiceBackend => {
      const parsed = parseService(s);
      if (parsed) return parsed;
      refuse(ctx, refusal('InvalidBackend', { value: s, external: false }));
      return z.NEVER;
    }),
    serviceObject,
  ])
  .describe('`[namespace/]service:port` or `{ service, port, namespace }`.');

/** How the gateway authenticates to an external backend; `forward`: with the client's credential. */
export type Identity =
  | 'forward'
  | { readonly secret: string; readonly header: string | undefined }
  | { readonly certificate: string };

export const identity = later(() =>
  z
    .union([
      z.literal('forward'),
      z
        .strictObject({
          serviceToken: z
            .strictObject({
              secret: objectName.describe(
                'Name of the Secret. Its key `credential` holds the complete header value, including "Bearer ".',
              ),
              header: headerName
                .optional()
                .describe(
                  `${withDefault('Header that carries the credential', DEFAULTS.identity.header)} Authorization replaces the header of the client.`,
                ),
            })
            .describe('A credential that the gateway sends in a header.'),
        })
        .transform(({ serviceToken }) => ({ secret: serviceToken.secret, header: serviceToken.header })),
      z
        .strictObject({
          mtls: z
            .strictObject({
              secret: objectName.describe('Name of a Secret of type kubernetes.io/tls with the client certificate.'),
            })
            .describe('A client certificate that the gateway presents.'),
        })
        .transform(({ mtls }) => ({ certificate: mtls.secret })),
    ])
    .describe(
      'How the gateway authenticates to an https backend: `forward` (forward the credentials of the client), `{ serviceToken: { secret } }`, or `{ mtls: { secret } }`.',
    ),
);

const externalObject = later(() =>
  z
    .strictObject({
      url: z.string().describe('URL of the external server: `https://10.0.0.5:8443`.'),
      serverName: hostname
        .optional()
        .describe(
          withDefault('Name in the certificate of the server and in the Host header', DEFAULTS.backend.serverName),
        ),
    })
    .transform(({ url, serverName }, ctx): Backend => {
      const read = parseExternal(url, serverName) ?? refusal('InvalidBackend', { value: url, external: true });
      if (!('code' in read)) return read;
      refuse(ctx, read, ['url']);
      return z.NEVER;
    }),
);

/** A Service, or the URL of an external server. */
export const backend = z
  .union([
    z.string().transform((s, ctx): Backend => {
      const read = parseService(s) ?? parseExternal(s) ?? refusal('InvalidBackend', { value: s, external: true });
      if (!('code' in read)) return read;
      refuse(ctx, read);
      return z.NEVER;
    }),
    serviceObject,
    externalObject,
  ])
  .describe(
    '`[namespace/]service:port`, `{ service, port, namespace }`, `https://host[:port][/prefix]`, `http://...` or `h2c://...` (clear text), or `{ url, serverName }`.',
  );
