// HTTP/3, compression, sizes of requests.
import { constant, type Group } from '../definition.ts';

export const protocolsNotices = {
  Http3NeedsUdp: constant('info', {
    what: 'HTTP/3 needs UDP on port 443, so the Service of the proxies has this port for TCP and for UDP.',
    why: 'Not every load balancer forwards both on one port; some controllers then create none.',
    fix: 'Read the documentation of your load balancer before you apply this. Clients that cannot use UDP stay with HTTP/2.',
  }),
} as const satisfies Group;
