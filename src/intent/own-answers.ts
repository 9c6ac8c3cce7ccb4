// What the gateway answers itself: redirects and fixed responses.
import { redirectGroups, routedOwn } from '../answers/own-services.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { RedirectAnswer, ResponseAnswer } from '../answers/schema/own-answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { OwnAnswerIntent, RuleIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { contentTypeOf } from '../values/own-response.ts';
import { pathKey, routePath } from '../values/route-path.ts';
import type { RouteDraft } from './routes.ts';

/** `scheme`: that of a redirect that sets none; undefined: that of the request. */
const redirectOf = ({ from, to, status }: RedirectAnswer, scheme: 'https' | undefined): OwnAnswerIntent => ({
  kind: 'redirect',
  scheme: to.scheme ?? scheme,
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
  session: undefined,
  mirror: undefined,
  timeout: undefined,
  answer,
});

/** The routes of redirects and responses: those of services without a backend, whose rules answer. */
export const ownDrafts = (
  answers: Pick<Answers, 'redirects' | 'responses' | 'tls'>,
  draftsOf: (service: ServiceAnswer) => readonly RouteDraft[],
): RouteDraft[] => {
  // Envoy sees requests without TLS if the load balancer terminates it.
  const scheme = answers.tls.terminatedByLoadBalancer === undefined ? undefined : 'https';
  const groups = redirectGroups(answers).map(
    (g) => new Map(g.redirects.map((r) => [pathKey(r.from), redirectOf(r, scheme)])),
  );
  const pathOf = (rule: RuleIntent): string => {
    const { type, value } = rule.matches[0]!.path;
    return type === 'prefix' ? value : `${type}:${value}`;
  };
  return routedOwn(answers).flatMap((s, i) =>
    draftsOf(s).map((draft) => ({
      ...draft,
      rules: draft.rules.map((rule) =>
        answering(rule, groups[i]?.get(pathOf(rule)) ?? responseOf(answers.responses![i - groups.length]!, s.name)),
      ),
    })),
  );
};
