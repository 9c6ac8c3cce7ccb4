// Which refusals of imported answers are questions to a person, because an answer is missing.
import { missingOfMethod } from '../../answers/open-answers.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { type KeyPath, valueAt } from './leave-out.ts';
import { placeholderIn } from './placeholders.ts';
import type { Converted } from './to-answers.ts';

/** Refusals of an object because a key is missing: a person has to add it. */
const MISSING: ReadonlySet<string> = new Set([
  'PathMissing',
  'BackendMissing',
  'MissingAnswer',
  'AuthenticationMissing',
  // The CA of a server: the questions ask for it.
  'PrivateNameWithoutCa',
  // Of `tls` as a whole: other keys of it, such as clientAuth, stay.
  'CertificateMissing',
]);

/** A refusal and its place in the answers. */
interface At {
  readonly code: Problem['code'];
  readonly path: KeyPath;
}

/** Whether a person is asked for a missing key of a method, so that it may be refused for that. */
const isAsked = ({ path }: At, { answers, asked }: Pick<Converted, 'answers' | 'asked'>): boolean => {
  if (path[0] !== 'auth' || path.length !== 3) return false;
  const prefix = `${path.slice(0, 3).join('.')}.`;
  return [...asked].some((key) => key.startsWith(prefix) && valueAt(answers, key.split('.')) === undefined);
};

/** Whether a person has to answer what is refused; else it is left out. */
export const isOpen = (at: At, converted: Pick<Converted, 'answers' | 'asked'>): boolean => {
  const value = valueAt(converted.answers, at.path);
  return (
    // An authorizer without an address is asked for it; one with two is refused.
    (at.code === 'AuthorizerMissing' && missingOfMethod(value).length > 0) ||
    MISSING.has(at.code) ||
    isAsked(at, converted) ||
    placeholderIn(value) !== undefined
  );
};
