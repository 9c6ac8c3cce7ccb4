import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { NeutralAuth, NeutralMethod } from './neutral.ts';

/** The methods of the source, also if a person must decide how the service is protected. */
export const methodsIn = (auth: NeutralAuth | undefined): readonly NeutralMethod[] =>
  auth?.is === 'methods' || auth?.is === 'untranslatable' ? (auth.methods ?? []) : [];

/** The methods of answers that `auth` of a service names. */
export const namedIn = (auth: unknown, answers: Tree): string[] => {
  const { methods } = isTree(answers.auth) ? answers.auth : {};
  const words = isTree(auth) ? [auth.all, auth.optional].flat() : [auth].flat();
  return isTree(methods) ? words.filter((w): w is string => typeof w === 'string' && Object.hasOwn(methods, w)) : [];
};
