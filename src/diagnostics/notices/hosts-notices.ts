import { define, type Group } from '../definition.ts';

export const hostsNotices = {
  HostsWithoutHttp2: define<{ hosts: string }>({
    severity: 'info',
    sample: { hosts: 'api.example.com, *.example.com' },
    words: ({ hosts }) => ({
      what: `Clients of these hosts get HTTP/1.1 only: ${hosts}.`,
      why: 'A name is in the certificates of two listeners, so Envoy Gateway turns HTTP/2 off: a client that reuses a connection would reach the routes of the other listener.',
      fix: 'For HTTP/2, use one certificate: remove secret or issuer of the host below the wildcard, or give both the same secret.',
    }),
  }),
  WildcardNeedsDns: define<{ hosts: string; issuers: string }>({
    severity: 'info',
    sample: { hosts: '*.example.com', issuers: 'letsencrypt' },
    words: ({ hosts, issuers }) => ({
      what: `The certificates of ${hosts} need a DNS-01 solver in ${issuers}.`,
      why: "With HTTP-01 only, Let's Encrypt and other ACME authorities issue no certificates for wildcards, and the listener has none.",
      fix: '',
    }),
  }),
  AnyHost: define<{ services: string }>({
    severity: 'info',
    sample: { services: 'sites' },
    words: ({ services }) => ({
      what: `The gateway serves any host name: ${services}.`,
      why: 'Clients that verify certificates reach only the names that the certificate contains. The redirect to https repeats the host of the request.',
      fix: '',
    }),
  }),
} as const satisfies Group;
