import type { Fields } from '../../../../effective/objects/loose-objects.ts';
import type { NeutralMethod, Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';

/** A method of a SecurityPolicy, before what several methods have in common is known. */
export interface MethodOfPolicy extends NeutralMethod {
  /** The `type` of the answers. */
  readonly type: 'apiKey' | 'basic' | 'extAuth' | 'jwt' | 'oidc';
  /** Of a jwt method: names of the providers in the policy. */
  readonly providers?: readonly string[];
  /** The header in which its success leaves the name of the client. */
  readonly clientHeader?: string | undefined;
}

/** Reads the field of a kind in a SecurityPolicy to methods. Throws `Unsaid`. */
export type MethodReader = (given: Fields, room: PolicyRoom) => MethodOfPolicy[];

/** A method is the same if its kind and its values are, whatever policy it is in. */
export const identityOf = (type: string, parts: readonly Part[], ...more: readonly unknown[]): string =>
  JSON.stringify([type, ...parts.map(({ key, value }) => [key, value]), ...more]);
