import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { backendService } from '../../values/backend-address.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { ANY_HOST } from '../../values/host-patterns.ts';
import { later } from '../../values/later.ts';
import { cidr, label, port, word } from '../../values/scalars.ts';
import { hostPattern } from './hosts-schema.ts';

/** A TLSRoute must name what it serves. */
const name = hostPattern.superRefine((value, ctx) => {
  if (value === ANY_HOST) refuse(ctx, refusal('StreamAnyHost'));
});

const passthrough = later(() =>
  z.union([
    name.transform((host) => ({ hostnames: [host], port: undefined })),
    z.strictObject({
      hostnames: z.array(name).min(1).max(16).describe('Names that clients send in the TLS handshake (SNI).'),
      port: port.optional().describe(withDefault('Port of the listener', DEFAULTS.streams.port)),
    }),
  ]),
);

const stream = later(() =>
  z
    .strictObject({
      name: label.describe('Name of the stream, a DNS label. Its route has this name.'),
      tlsPassthrough: passthrough
        .optional()
        .describe(
          'TLS connections for these names, forwarded without decryption: `db.example.com` or `{ hostnames, port }`.',
        ),
      tcp: port.optional().describe('TCP connections to this port.'),
      udp: port.optional().describe('UDP datagrams to this port.'),
      backend: backendService,
      publicReason: word.describe(
        'Why everybody may connect: the gateway cannot authenticate these clients. Written as a comment.',
      ),
      allow: z
        .strictObject({
          cidrs: z.array(cidr).min(1).max(256).describe('Networks of the clients that may connect.'),
        })
        .optional()
        .describe('With tcp and tlsPassthrough: who may connect, by address.'),
    })
    .superRefine(({ tlsPassthrough, tcp, udp }, ctx) => {
      const given = [tlsPassthrough, tcp, udp].filter((v) => v !== undefined).length;
      if (given !== 1) refuse(ctx, refusal('StreamKind', { none: given === 0 }));
    }),
);
export type StreamAnswer = z.output<typeof stream>;

export const streams = later(() =>
  z
    .array(stream)
    .min(1)
    .max(48)
    .describe('Connections next to the API that the gateway only forwards: TLS by name, TCP, UDP.'),
);

/** The port of a stream's listener, and its protocol. */
export const socketOf = (s: StreamAnswer): { readonly protocol: 'TLS' | 'TCP' | 'UDP'; readonly port: number } =>
  s.tcp !== undefined
    ? { protocol: 'TCP', port: s.tcp }
    : s.udp !== undefined
      ? { protocol: 'UDP', port: s.udp }
      : { protocol: 'TLS', port: s.tlsPassthrough?.port ?? DEFAULTS.streams.port.value };
