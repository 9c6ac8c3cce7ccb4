import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { later } from './later.ts';
import { port as numericPort, objectName } from './scalars.ts';

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

/** The selector of the pods of a Service, for network policies, which cannot refer to Services. */
export const pods = later(() =>
  z
    .strictObject({
      labels: labels
        .optional()
        .describe(withDefault('Labels that the Service selects its pods by', DEFAULTS.backend.pods.labels)),
      port: z
        .union([
          numericPort,
          z.string().transform((s, ctx) => {
            if (!PORT_NAME.test(s)) refuse(ctx, refusal('InvalidPortName', { value: s }));
            return s;
          }),
        ])
        .optional()
        .describe(
          withDefault(
            'Container port, as in targetPort of the Service: a number or a name',
            DEFAULTS.backend.pods.port,
          ),
        ),
      serviceAccount: objectName
        .optional()
        .describe(withDefault('ServiceAccount of the pods, for mesh mode sds', DEFAULTS.backend.pods.serviceAccount)),
    })
    .describe('Pods behind the Service, for network policies and a mesh: `{ labels: { app: users }, port: 8080 }`.'),
);
export type Pods = z.output<typeof pods>;

const POLICIES = ['none', 'kubernetes', 'cilium'] as const;

export interface NetworkAnswer {
  readonly policy: (typeof POLICIES)[number];
  readonly hubble?: boolean | undefined;
  readonly requests?: boolean | undefined;
  readonly mutualAuthentication?: boolean | undefined;
}

/** The network policies of the cluster. */
export const network = later(() =>
  z
    .union([
      z.enum(POLICIES).transform((policy): NetworkAnswer => ({ policy })),
      z.strictObject({
        policy: z
          .enum(POLICIES)
          .describe(
            'Kind of network policies: `kubernetes` (NetworkPolicy), `cilium` (CiliumNetworkPolicy) or `none`.',
          ),
        hubble: z
          .boolean()
          .optional()
          .describe(
            withDefault(
              'With cilium: whether validate.sh also reads dropped flows from Hubble',
              DEFAULTS.network.hubble,
            ),
          ),
        requests: z
          .boolean()
          .optional()
          .describe(
            withDefault(
              "With cilium: whether only the methods and paths of the routes reach a backend; Cilium's proxy enforces it",
              DEFAULTS.network.requests,
            ),
          ),
        mutualAuthentication: z
          .boolean()
          .optional()
          .describe(
            withDefault(
              'With cilium: whether backends require mutual authentication from the proxy (beta, needs SPIRE)',
              DEFAULTS.network.mutualAuthentication,
            ),
          ),
      }),
    ])
    .describe(
      withDefault(
        'Network policies that allow only the connections the routes need: `none`, `kubernetes`, `cilium`, or `{ policy, ... }`',
        DEFAULTS.network.policy,
      ),
    ),
);
