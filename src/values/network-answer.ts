import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { objectName } from './scalars.ts';

const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
const LABEL_KEY = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

const labels = z.record(z.string(), z.string()).transform((given, ctx) => {
  const bad = Object.entries(given).find(([k, v]) => !LABEL_KEY.test(k) || !LABEL_VALUE.test(v));
  const count = Object.keys(given).length;
  if (bad || count === 0 || count > 16)
    refuse(ctx, refusal('InvalidPodLabels', bad ? { label: bad.join(': ') } : { count }));
  return given;
});

/** How the pods behind a Service are found by a network policy, which knows no Services. */
export const pods = z
  .strictObject({
    labels: labels
      .optional()
      .describe('The selector of the Service; `app.kubernetes.io/name` with its name unless said.'),
    port: z
      .union([
        z.number().int().min(1).max(65535),
        z.string().transform((s, ctx) => {
          if (!PORT_NAME.test(s)) refuse(ctx, refusal('InvalidPortName', { value: s }));
          return s;
        }),
      ])
      .optional()
      .describe('The port of the container, as in targetPort; that of the Service unless said.'),
    serviceAccount: objectName
      .optional()
      .describe("The ServiceAccount that they run as, for mesh mode sds; the Service's name unless said."),
  })
  .describe('The pods behind the Service, for network policies and a mesh: `{ labels: { app: users }, port: 8080 }`.');
export type Pods = z.output<typeof pods>;

const POLICIES = ['none', 'kubernetes', 'cilium'] as const;

export interface NetworkAnswer {
  readonly policy: (typeof POLICIES)[number];
  readonly hubble?: boolean | undefined;
  readonly requests?: boolean | undefined;
  readonly mutualAuthentication?: boolean | undefined;
}

/** Which connections are allowed inside the cluster. */
export const network = z
  .union([
    z.enum(POLICIES).transform((policy): NetworkAnswer => ({ policy })),
    z.strictObject({
      policy: z.enum(POLICIES).describe('`kubernetes`: NetworkPolicy. `cilium`: CiliumNetworkPolicy. `none`: neither.'),
      hubble: z.boolean().optional().describe('validate.sh also asks Hubble for dropped flows; true unless said.'),
      requests: z
        .boolean()
        .optional()
        .describe("With cilium: only the routes' methods and paths reach a backend, through Cilium's own proxy."),
      mutualAuthentication: z
        .boolean()
        .optional()
        .describe('With cilium: backends ask for the identity of the proxy by mTLS (beta, needs SPIRE).'),
    }),
  ])
  .describe('Network policies from the same routes: `none`, `kubernetes`, `cilium`, or the full form.');
