import * as z from 'zod';
import { refuse } from '../diagnostics/refusal.ts';
import { label } from './scalars.ts';
import { type SocketAnswer, socket } from './socket.ts';

const trustDomain = z.string().transform((s, ctx) => {
  if (!/^[a-z0-9]([a-z0-9.-]{0,253}[a-z0-9])?$/.test(s))
    refuse(ctx, {
      code: 'InvalidTrustDomain',
      what: `${JSON.stringify(s.slice(0, 60))} is not a trust domain.`,
      why: 'Identities of the mesh begin with it.',
      fix: 'Write cluster.local, or what meshConfig.trustDomain says.',
    });
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
export const mesh = z
  .union([
    z.literal('istio').transform((type): MeshAnswer => ({ type, mode: 'ambient' })),
    z.strictObject({
      type: z.literal('istio').describe('The one mesh that is written for.'),
      mode: z
        .enum(MODES)
        .describe(
          'How the proxies of the gateway are in the mesh: `ambient`, `sidecar`, `sds`: not, but they speak mTLS to the sidecars of backends with a certificate from a socket, or `permissive`: not at all, so that the backends also take clear text.',
        ),
      socket: socket.optional(),
      waypoint: label
        .optional()
        .describe(
          "Name of the waypoint of the backends' namespaces, where there is one: it checks tokens and paths too.",
        ),
      trustDomain: trustDomain.optional().describe('cluster.local unless said.'),
      tracingProvider: label
        .optional()
        .describe('Name of the extension provider of the mesh that takes traces; sampled as at the edge.'),
    }),
  ])
  .describe('The service mesh of the backends: `istio` (ambient), or the full form.');
