import { refusal } from '../diagnostics/refusal.ts';
import { ruled } from './scalars.ts';

/** [registry[:port]/]path[:tag][@sha256:digest], as container runtimes parse it. */
const IMAGE =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?@sha256:[0-9a-f]{64}$/;

/** An image with its digest, so that a tag that moves later does not change what runs. */
export const image = ruled((s) => {
  if (s.length <= 512 && IMAGE.test(s)) return;
  const scheme = /^[a-z]+:\/\//i.test(s);
  const undigested = !s.includes('@') && !scheme && IMAGE.test(`${s}@sha256:${'0'.repeat(64)}`);
  return refusal('InvalidImage', { value: s, undigested });
}, IMAGE);

const TAGGED =
  /^[A-Za-z0-9._-]+(?::\d{1,5})?(?:\/[a-z0-9._-]+)*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(?:@sha256:[0-9a-f]{64})?$/;

/** An image with a tag that names a version, and maybe its digest; what EnvoyProxy and the chart of Envoy Gateway accept. */
export const taggedImage = ruled(
  (s) =>
    s.length <= 512 && TAGGED.test(s) && !/:latest(@|$)/.test(s)
      ? undefined
      : refusal('InvalidTaggedImage', { value: s }),
  TAGGED,
);
