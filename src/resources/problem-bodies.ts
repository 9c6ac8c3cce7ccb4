import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { ErrorPageIntent, ProblemsIntent } from '../model/intent.ts';
import { literalBody } from '../values/own-response.ts';

type Override = NonNullable<NonNullable<BackendTrafficPolicy['spec']>['responseOverride']>[number];
type Codes = NonNullable<Override['match']['statusCodes']>;
type Response = NonNullable<Override['response']>;

const PROBLEMS = [
  { status: 401, title: 'Unauthorized', detail: 'Credentials are missing or not valid.' },
  { status: 403, title: 'Forbidden', detail: 'These credentials do not allow this request.' },
  { status: 429, title: 'Too Many Requests', detail: 'The rate limit is used up.' },
  { status: 503, title: 'Service Unavailable', detail: 'The service cannot be reached.' },
] as const;

const one = (value: number): Codes[number] => ({ type: 'Value', value });

/** The statuses of a page without some of them. */
const codesOf = (status: ErrorPageIntent['status'], without: readonly number[]): Codes => {
  if (typeof status === 'number') return without.includes(status) ? [] : [one(status)];
  const first = status === '4xx' ? 400 : 500;
  const cuts = [...new Set(without)].filter((s) => s >= first && s < first + 100).sort((a, b) => a - b);
  const out: Codes = [];
  let start = first;
  for (const cut of [...cuts, first + 100]) {
    if (cut - 1 === start) out.push(one(start));
    else if (cut > start) out.push({ type: 'Range', range: { start, end: cut - 1 } });
    start = cut + 1;
  }
  return out;
};

const challenge = (challenges: readonly string[] | undefined): Pick<Response, 'header'> =>
  challenges && challenges.length > 0
    ? { header: { set: [{ name: 'www-authenticate', value: challenges.join(', ') }] } }
    : {};

/** A page for responses of the gateway: a 401 has its challenge, and what the gateway answers itself keeps its body. */
const ofGateway = (p: ErrorPageIntent, { challenges, except }: ProblemsIntent, response: Response): Override[] => {
  const rest = codesOf(p.status, [...except, 401]);
  const with401 = challenges !== undefined && !except.includes(401) && (p.status === 401 || p.status === '4xx');
  return [
    ...(with401
      ? [
          {
            match: { statusCodes: [one(401)] },
            source: 'Local' as const,
            response: { ...response, ...challenge(challenges) },
          },
        ]
      : []),
    ...(rest.length > 0 ? [{ match: { statusCodes: rest }, source: 'Local' as const, response }] : []),
  ];
};

const pageRules = (problems: ProblemsIntent): Override[] =>
  problems.pages.flatMap((p) => {
    const response: Response = { contentType: p.contentType, body: { type: 'Inline', inline: literalBody(p.body) } };
    return [
      ...(p.from === 'services' ? [] : ofGateway(p, problems, response)),
      ...(p.from === 'gateway'
        ? []
        : [{ match: { statusCodes: codesOf(p.status, []) }, source: 'Backend' as const, response }]),
    ];
  });

/**
 * `spec.responseOverride`: pages of the answers, then bodies (RFC 9457) for other error responses of the gateway; the first
 * match wins. `source: Local` leaves responses of services unchanged. An override drops headers, so the challenge of a 401 is
 * set again. There is no Retry-After: Envoy drops the X-RateLimit headers before an override could read them, and the recovery
 * time of a service is not known.
 */
export const problemBodies = (problems: ProblemsIntent): Override[] => [
  ...pageRules(problems),
  ...(problems.problemJson ? PROBLEMS : [])
    .filter(({ status }) => (status !== 401 || problems.challenges !== undefined) && !problems.except.includes(status))
    .map(
      ({ status, title, detail }): Override => ({
        match: { statusCodes: [one(status)] },
        source: 'Local',
        response: {
          contentType: 'application/problem+json',
          body: { type: 'Inline', inline: JSON.stringify({ type: 'about:blank', title, status, detail }) },
          ...(status === 401 ? challenge(problems.challenges) : {}),
        },
      }),
    ),
];
