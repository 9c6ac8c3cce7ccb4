import type { Answers } from '../answers/schema/answers-schema.ts';
import { errorFormat } from '../answers/schema/errors-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { OwnAnswerIntent } from '../model/intent.ts';
import { shorten } from '../model/object-names.ts';
import { milliseconds } from '../values/duration.ts';
import { contentTypeOf } from '../values/own-response.ts';

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
