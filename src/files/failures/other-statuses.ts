// Statuses that fewer gateways answer: each row only where these answers can cause it.
import { code, codes } from '../../diagnostics/inline-code.ts';
import type { Intent } from '../../model/intent.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { grouped } from './grouped.ts';

export interface StatusRow {
  readonly status: string;
  readonly details: string;
  readonly reason: string;
  readonly fix: string;
}

/** Origins that one row names. */
const MOST_ORIGINS = 4;

const FAULTS = 'fault_filter_abort';

/** Faults that a test of clients causes on purpose. */
const faultRows = (facts: readonly ServiceFacts[]): StatusRow[] =>
  facts.flatMap(({ service, traffic }) => {
    const fault = traffic?.fault;
    if (!fault) return [];
    const { abort, delay, until } = fault;
    const what = [
      ...(abort ? [`${abort.percent} % of the requests get ${abort.status}`] : []),
      ...(delay ? [`${delay.percent} % wait ${delay.time}`] : []),
    ].join(', ');
    return [
      {
        status: abort ? String(abort.status) : 'slow',
        details: abort ? FAULTS : '-',
        reason: `a test of clients of ${code(service.name)}: ${what} (until ${until})`,
        fix: `Remove ${code('fault')} of the service.`,
      },
    ];
  });

/** Limits of requests, and spellings that the listener refuses; a team's unit does not contain them. */
const listenerRows = ({ client: c, team, gateway: g }: Intent): StatusRow[] =>
  team || g.attach
    ? []
    : [
        {
          status: '400',
          details: 'http1.unexpected_underscore',
          reason: 'a header name contains an underscore (HTTP/1.1; over HTTP/2 the stream is reset)',
          fix: 'The client must use a hyphen: proxies and services read both as one name.',
        },
        {
          status: '400',
          details: 'path_normalization_failed',
          reason: `the path contains an encoded slash or NUL, such as ${code('%2F')}`,
          fix: 'The client must not encode slashes in paths; send such values in the query.',
        },
        {
          status: '408',
          details: 'request_overall_timeout',
          reason: `the client did not send the request within ${c.requestReceivedTimeout}`,
          fix: `Raise ${code('timeout')} of the service: the time for uploads follows the longest timeout.`,
        },
        {
          status: '426',
          details: 'low_version',
          reason: 'the client uses HTTP/1.0',
          fix: 'It must use HTTP/1.1 or HTTP/2.',
        },
        {
          status: '431',
          details: 'headers_too_large',
          reason: `the headers are larger than ${c.maxHeadersKib ?? 60} KiB, often because of cookies or a token (over HTTP/2 the stream is reset)`,
          fix: `Send smaller ones, or raise ${code('traffic.maxRequestHeaders')}.`,
        },
      ];

/** What fails without a response that the gateway logs. */
const silentRows = ({ client: c, cors, team }: Intent): StatusRow[] => [
  ...(c.clientAuth && !c.clientAuth.optional && !team
    ? [
        {
          status: 'none (TLS alert)',
          details: '-',
          reason: `the client presents no certificate of the CA in ConfigMap ${code(c.clientAuth.ca)}`,
          fix: `The client must present one: ${code('curl --cert client.crt --key client.key')}.`,
        },
      ]
    : []),
  ...(cors
    ? [
        {
          status: '200 (CORS error in a browser)',
          details: '-',
          reason: `the page is not of ${codes(cors.origins.slice(0, MOST_ORIGINS))}${cors.origins.length > MOST_ORIGINS ? ' or another allowed origin' : ''}`,
          fix: `Add its origin to ${code('cors.origins')}.`,
        },
      ]
    : []),
];

/** Rows of the last table, in the order of the status. */
export const otherStatuses = (intent: Intent, facts: readonly ServiceFacts[]): StatusRow[] => [
  ...listenerRows(intent),
  ...grouped(facts, (f) => f.traffic?.maxRequestBody ?? '').map(({ text, services }) => ({
    status: '413',
    details: 'request_payload_too_large',
    reason: `the body is larger than ${text} (${services})`,
    fix: `Raise ${code('maxRequestBody')} of the service.`,
  })),
  ...(facts.some((f) => f.service.backend !== '')
    ? [
        {
          status: '502',
          details: 'protocol_error',
          reason: 'the service does not speak the protocol of its answers, such as HTTP/2 or gRPC in clear text',
          fix: `Compare ${code('protocol')} of the service, and whether its port expects TLS.`,
        },
      ]
    : []),
  ...faultRows(facts),
  ...silentRows(intent),
];
