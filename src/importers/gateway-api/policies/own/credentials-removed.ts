// Headers that generated routes remove because methods read their credentials from them.
import { entries, fields, type Loose, text, texts } from '../../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../../effective/snapshot.ts';
import type { SourceView } from '../../source-views.ts';

const lower = (names: readonly string[]): string[] => names.map((n) => n.toLowerCase());

/** Headers from which a SecurityPolicy reads credentials. */
const readBy = (policy: Loose): string[] => {
  const { apiKeyAuth, basicAuth, jwt, oidc, extAuth } = fields(policy.spec);
  const keys = entries(fields(apiKeyAuth).extractFrom).flatMap((f) => [
    ...texts(f.headers),
    ...(texts(f.cookies).length > 0 ? ['cookie'] : []),
  ]);
  const tokens = entries(fields(jwt).providers).flatMap((p) => {
    const from = fields(p.extractFrom);
    const cookies = texts(from.cookies).length > 0 ? ['cookie'] : [];
    return p.extractFrom === undefined
      ? ['authorization']
      : [...entries(from.headers).flatMap((h) => text(h.name) ?? []), ...cookies];
  });
  return lower([
    ...keys,
    ...tokens,
    ...(basicAuth === undefined ? [] : ['authorization']),
    ...(oidc === undefined ? [] : ['cookie', 'x-gateway-id-token', 'authorization']),
    ...(extAuth === undefined ? [] : ['authorization', 'cookie', ...texts(fields(extAuth).headersToExtAuth)]),
  ]);
};

const allRead = (snapshot: Snapshot): Set<string> => new Set(snapshot.of('SecurityPolicy').flatMap(readBy));

/** The headers that the methods of the manifests read, in lower case. */
export const placesOf = ({ snapshot }: SourceView): ReadonlySet<string> => snapshot.index(allRead);
