// Who may send a request, in a form that can be compared.
import type { NeutralAuth, Part } from '../neutral/neutral.ts';
import type { Openness } from './security/requirements.ts';

/** What clients need, comparable. */
export const accessOf = (auth: NeutralAuth): unknown =>
  auth.is === 'methods'
    ? [auth.need, auth.methods.map((m) => m.identity)]
    : auth.is === 'untranslatable'
      ? [auth.is, auth.what]
      : auth.is;

/** The value of a part. */
export const partOf = (parts: readonly Part[], key: string): unknown => parts.find((p) => p.key === key)?.value;

/** Whether requests may come without credentials. */
export const opennessOf = (auth: NeutralAuth): Openness =>
  auth.is === 'public' ? 'public' : auth.is === 'methods' && auth.need === 'optional' ? 'optional' : 'closed';

/** Equal for operations with the same access rules. */
export const accessKey = ({ auth, parts }: { readonly auth: NeutralAuth; readonly parts: readonly Part[] }): string =>
  JSON.stringify([accessOf(auth), partOf(parts, 'allow')]);
