// What the gateway answers itself: redirects, fixed responses, maintenance.
import { REDIRECTS, routedOwn } from '../answers/own-services.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { errorFormat } from '../answers/schema/errors-schema.ts';
import type { RedirectAnswer, ResponseAnswer } from '../answers/schema/own-answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { OwnAnswerIntent, RuleIntent } from '../model/intent.ts';
import { shorten } from '../model/object-names.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { milliseconds } from '../values/duration.ts';
import { contentTypeOf } from '../values/own-response.ts';
import { pathKey, routePath } from '../values/route-path.ts';
import type { RouteDraft } from './routes.ts';

const PROBLEM = JSON.stringify({
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  detail: 'The service is in maintenance.',
});

/** What the gateway answers in place of a service in maintenance; undefined: the service answers. */
export const maintenanceOf = (
  s: Pick<ServiceAnswer, 'name' | 'maintenance' | 'protocol'>,
  answers: Pick<Answers, 'maintenance' | 'errors'>,
): OwnAnswerIntent | undefined => {
  const m = s.maintenance ?? answers.maintenance;
  if (m === undefined || m === false) return undefined;
  const problem = errorFormat(answers) === 'problem+json';
  const grpc = s.protocol === 'grpc';
  const body = m.page ?? (problem ? PROBLEM : 'The service is in maintenance.\n');
  const seconds = m.retryAfter === undefined ? undefined : Math.ceil(milliseconds(m.retryAfter) / 1000);
  return {
    kind: 'response',
    // gRPC clients read the status alone, and a page is no message of gRPC.
    filter: shorten(`maintenance${s.maintenance === undefined ? (grpc ? '-grpc' : '') : `-${s.name}`}`),
    maintenance: true,
    status: 503,
    body: grpc ? undefined : body,
    contentType: grpc
      ? undefined
      : (m.contentType ?? (m.page === undefined && problem ? 'application/problem+json' : contentTypeOf(body))),
    headers: seconds === undefined ? [] : [['Retry-After', String(seconds)]],
  };
};

const redirectOf = ({ from, to, status }: RedirectAnswer): OwnAnswerIntent => ({
  kind: 'redirect',
  scheme: to.scheme,
  hostname: to.hostname,
  port: to.port,
  path:
    to.path === undefined
      ? undefined
      : { replaces: routePath(from).type === 'prefix' ? ('prefix' as const) : ('full' as const), value: to.path },
  status: status ?? DEFAULTS.redirect.status.value,
});

const responseOf = (r: ResponseAnswer, name: string): OwnAnswerIntent => ({
  kind: 'response',
  filter: name,
  maintenance: false,
  status: r.status,
  body: r.body,
  contentType: r.body === undefined ? undefined : (r.contentType ?? contentTypeOf(r.body)),
  headers: Object.entries(r.headers ?? {}),
});

const answering = (rule: RuleIntent, answer: OwnAnswerIntent): RuleIntent => ({
  ...rule,
  destinations: [],
  timeout: undefined,
  answer,
});

/** The routes of redirects and responses: those of services without a backend, whose rules answer. */
export const ownDrafts = (
  answers: Pick<Answers, 'redirects' | 'responses'>,
  draftsOf: (service: ServiceAnswer) => readonly RouteDraft[],
): RouteDraft[] => {
  const redirects = new Map((answers.redirects ?? []).map((r) => [pathKey(r.from), redirectOf(r)]));
  const pathOf = (rule: RuleIntent): string => {
    const { type, value } = rule.matches[0]!.path;
    return type === 'prefix' ? value : `${type}:${value}`;
  };
  return routedOwn(answers).flatMap((s, i) =>
    draftsOf(s).map((draft) => ({
      ...draft,
      rules: draft.rules.map((rule) =>
        answering(
          rule,
          s.name === REDIRECTS
            ? redirects.get(pathOf(rule))!
            : responseOf(answers.responses![i - (answers.redirects ? 1 : 0)]!, s.name),
        ),
      ),
    })),
  );
};
