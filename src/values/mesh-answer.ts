import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { later } from './later.ts';
import { label } from './scalars.ts';
import { type SocketAnswer, socket } from './socket.ts';

const trustDomain = z.string().transform((s, ctx) => {
  if (!/^[a-z0-9]([a-z0-9.-]{0,253}[a-z0-9])?$/.test(s)) refuse(ctx, refusal('InvalidTrustDomain', { value: s }));
  return s;
});

const MODES = ['ambient', 'sidecar', 'sds', 'permissive'] as const;
export type MeshMode = (typeof MODES)[number];

export interface MeshAnswer {
  readonly type: 'istio';
  readonly mode: MeshMode;
  readonly socket?: SocketAnswer | undefined;
  readonly waypoint?: string | undefined;
  readonly trustDomain?: string | undefined;
  readonly tracingProvider?: string | undefined;
}

/** The service mesh of the backends. */
export const mesh = later(() =>
  z
    .union([
      z.literal('istio').transform((type): MeshAnswer => ({ type, mode: 'ambient' })),
      z.strictObject({
        type: z.literal('istio').describe('Type of the mesh. Only Istio is supported.'),
        mode: z
          .enum(MODES)
          .describe(
            "How the gateway's proxies take part in the mesh: `ambient`, `sidecar`, `sds` (outside the mesh, with mTLS to the sidecars of the backends and a certificate from a socket) or `permissive` (outside the mesh; the backends also accept plain text).",
          ),
        socket: socket.optional(),
        waypoint: label
          .optional()
          .describe(
            'Name of the waypoint in the namespaces of the backends, if there is one. It then also checks tokens and paths.',
          ),
        trustDomain: trustDomain
          .optional()
          .describe(withDefault('Trust domain of the mesh', DEFAULTS.mesh.trustDomain)),
        tracingProvider: label
          .optional()
          .describe(
            'Name of the mesh extension provider that receives traces, with the sampling rate of observability.tracing.',
          ),
      }),
    ])
    .describe('Service mesh of the backends: `istio` (ambient mode), or `{ type, mode, ... }`.'),
);
