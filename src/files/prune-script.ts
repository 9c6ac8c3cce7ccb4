import spec from '../../templates/prune.sh.hbs';
import { namedInHeaders } from './answers-origin.ts';
import { kindOfId, prunableOf } from './prunable.ts';
import type { RenderInput } from './render-input.ts';
import { fill } from './template.ts';

/** prune.sh: moves the requests of old routes to the new ones, then deletes what is no longer generated. */
export const pruneScript = ({ intent, answersFile, toolVersion }: RenderInput): string => {
  const { kinds, selector } = prunableOf(intent);
  return fill(spec, 'shell', {
    named: namedInHeaders(answersFile),
    toolVersion,
    namespace: intent.namespace,
    redis: intent.install.rateLimitService?.redis.deploy ?? false,
    kinds: kinds.map(kindOfId),
    selector,
  });
};
