import type { Answers } from '../answers/schema/answers-schema.ts';
import { errorPages } from '../answers/schema/errors-schema.ts';
import type { ErrorPageIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { contentTypeOf } from '../values/own-response.ts';

/** The answered pages, those of single statuses first. */
export const pagesOf = (answers: Pick<Answers, 'errors'>): ErrorPageIntent[] =>
  errorPages(answers)
    .map(({ status, body, contentType, from }) => ({
      status,
      body,
      contentType: contentType ?? contentTypeOf(body),
      from: from ?? DEFAULTS.errorPages.from.value,
    }))
    .sort((a, b) => Number(typeof a.status === 'string') - Number(typeof b.status === 'string'));

/** The page for paths that no route serves; undefined: an empty body. */
export const notFoundPage = (answers: Pick<Answers, 'errors'>): ErrorPageIntent | undefined =>
  pagesOf(answers).find((p) => (p.status === 404 || p.status === '4xx') && p.from !== 'services');
