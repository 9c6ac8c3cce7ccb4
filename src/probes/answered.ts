import type { ServiceIntent } from '../intent/model.ts';
import type { Expect, Request } from './probe.ts';
import { expecting, withHeaders } from './requests.ts';

/** Only unsafe methods are routed, and a probe may not change anything in a service. */
export const UNSAFE = 'the service takes only methods that change something; ask it by hand';

const HANDSHAKE = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dmFsaWRhdGUtcHJvYmUtMQ=='],
] as const;

/**
 * The request and the answer that says "the service itself answered". 2xx, because the gateway answers no request of
 * its own with it; a service that answers its root otherwise is told by `--expect SERVICE=404`.
 */
export const answered = (request: Request, service: ServiceIntent, more: Partial<Expect> = {}): [Request, Expect] => {
  const cidrs = service.allow.cidrs;
  const cannotTell =
    cidrs.length > 0
      ? { status: '403', reason: `only ${cidrs.join(', ')} may ask; run it from there` }
      : undefined;
  if (service.protocol === 'grpc')
    return [
      request,
      // Any status of the service's own; 14 is what a missing backend or a limit becomes.
      expecting({ status: ['200'], neverGrpc: [7, 14, 16], cannotTell: undefined, service: service.name, ...more }),
    ];
  if (service.protocol === 'websocket')
    return [
      { ...withHeaders(request, ...HANDSHAKE), version: '1.1' },
      expecting({ status: ['101'], cannotTell, service: service.name, ...more }),
    ];
  return [request, expecting({ status: ['2xx'], cannotTell, service: service.name, ...more })];
};
