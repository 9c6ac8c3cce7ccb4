// Sizes of request bodies, and compression of responses.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { CompressionIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';

/** Streams have no end to wait for: a buffer would never pass them on. */
const isStream = ({ protocol }: Pick<ServiceAnswer, 'protocol'>): boolean =>
  protocol === 'grpc' || protocol === 'websocket';

/** The largest body of a request to a service; undefined: no limit. */
export const bodyLimitOf = (
  s: Pick<ServiceAnswer, 'protocol' | 'maxRequestBody'>,
  answers: Pick<Answers, 'maxRequestBody'>,
): string | undefined => {
  const limit = s.maxRequestBody ?? answers.maxRequestBody;
  return limit === 'none' || isStream(s) ? undefined : limit;
};

/** The encodings of a service's responses; undefined: they are not compressed. */
export const compressionOf = (
  s: Pick<ServiceAnswer, 'protocol' | 'compression'>,
  answers: Pick<Answers, 'compression'>,
): CompressionIntent | undefined => {
  const { compression } = answers;
  if (compression === undefined || s.compression === 'none' || isStream(s)) return undefined;
  const minLength = 'minLength' in compression ? compression.minLength : undefined;
  return { encodings: compression.encodings, minLength: minLength ?? DEFAULTS.compression.minLength.value };
};
