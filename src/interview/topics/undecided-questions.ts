// Questions about what an import leaves open: authentication that is undecided, and required keys of methods.
import { methodsIn, missingOfMethod } from '../../answers/open-answers.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import type { Choice, Question } from '../question.ts';
import { askedOf, type Chosen, METHOD_CHOICES, nameOf, nextOfMethod, shownMethod } from './auth-methods-questions.ts';
import { caOfMethod } from './ca-questions.ts';
import { confirmPublic, NO_AUTHENTICATION } from './public-confirmation.ts';

/** An answer `auth` that is undecided: its key, which is also the id of its question. */
interface Place {
  readonly key: string;
  readonly message: string;
  /** For the confirmation that it is public. */
  readonly what: string;
  readonly reason: string;
  /** What requests it gets, for a person who does not know its name. */
  readonly about?: string;
}

/** The first entries of a key that has one value or several. */
const some = (one: unknown, several: unknown): string => {
  const all = [several ?? one ?? []].flat().filter((v) => typeof v === 'string');
  return `${all.slice(0, MOST_SHOWN).join(', ')}${all.length > MOST_SHOWN ? ', ...' : ''}`;
};
const MOST_SHOWN = 2;

/** `api.example.com /v1 to shop/api:8080`. */
const requestsOf = ({ hostname, hostnames, path, paths, backend }: ServiceDraft): string => {
  const from = [some(hostname, hostnames), some(path, paths)].filter((text) => text !== '').join(' ');
  return typeof backend === 'string' ? `${from} to ${backend}` : from;
};

const placeOf = (parent: string, of: string, what: string): Place => ({
  key: `${parent}.auth`,
  message: `How do clients of ${of} authenticate?`,
  what,
  reason: `${parent}.publicReason`,
});

/** What was chosen for a place: a method of the answers (`method NAME`), a method to add (`add CHOICE`), or `none`. */
const choiceId = ({ key }: Pick<Place, 'key'>): string => `?undecided.${key}`;

const isOpen = (draft: Draft, place: Place, value: unknown): boolean =>
  value === UNDECIDED || draft.notes.has(choiceId(place));

/** Whether somebody answered for one place alone; an answer for all services does not decide for it. */
const hasOwn = (draft: Draft, key: string): boolean => draft.notes.has(choiceId({ key })) || draft.settled.has(key);

/**
 * Everything that is undecided: first what has an answer, in the order in which it was given, because a later one may choose a
 * method that an earlier one added; then the rest in the order of the answers file.
 */
const places = (draft: Draft): Place[] => {
  const given = new Map([...draft.settled].map((id, i) => [id, i]));
  const orderOf = ({ key }: Place): number => given.get(key) ?? given.size;
  const responses = Array.isArray(draft.input.responses)
    ? (draft.input.responses as { path?: unknown; auth?: unknown }[])
    : [];
  const ofAll: Place = {
    key: 'auth.default',
    message: 'How do clients authenticate?',
    what: 'all services without their own authentication',
    reason: 'auth.publicReason',
  };
  const open = [
    ...(isOpen(draft, ofAll, draft.get('auth.default')) ? [ofAll] : []),
    ...draft.services.flatMap((service) => {
      const { name, auth } = service;
      const place = placeOf(`services.${name}`, name, `service ${name}`);
      return isOpen(draft, place, auth) ? [{ ...place, about: requestsOf(service) }] : [];
    }),
    ...responses.flatMap(({ path, auth }, i) => {
      const of = `the response ${String(path)}`;
      const place = placeOf(`responses.${i}`, of, of);
      return isOpen(draft, place, auth) ? [place] : [];
    }),
  ];
  return given.size === 0 ? open : open.sort((a, b) => orderOf(a) - orderOf(b));
};

/** The choice by which a question added a method. */
const addedBy = (draft: Draft, cause: string): string | undefined => {
  const [, choice] = /^add (.+)$/.exec(String(draft.notes.get(choiceId({ key: cause })))) ?? [];
  const given = draft.notes.get(cause);
  // A further method of all services is always another one.
  const isOfServices = cause === '?auth' || cause.startsWith('?auth.of.');
  return choice ?? (isOfServices && typeof given === 'string' ? given : undefined);
};

/** The choices that added methods so far, each with its question. The same choice for another place means the same method. */
export const addedChoices = (draft: Draft): ReadonlyMap<string, string> =>
  new Map(
    methodsIn(draft.input).flatMap(([name]) => {
      const cause = draft.causes.get(`auth.methods.${name}.type`);
      const choice = cause === undefined ? undefined : addedBy(draft, cause);
      return choice === undefined ? [] : [[choice, cause!] as const];
    }),
  );

/** The kind of a choice: `jwt` for `jwt`, `new-jwt` and `new-jwt-2`. */
const kindOf = (choice: string): string | undefined => {
  const kind = choice.replace(/^new-(.+?)(?:-\d+)?$/, '$1');
  return METHOD_CHOICES.some((k) => k.choice === kind) ? kind : undefined;
};

/** The first of `jwt`, `new-jwt`, `new-jwt-2`... that is neither a method nor an earlier choice. */
const freeChoice = (kind: string, isTaken: (choice: string) => boolean): string => {
  if (!isTaken(kind)) return kind;
  for (let n = 1; ; n++) {
    const choice = n === 1 ? `new-${kind}` : `new-${kind}-${n}`;
    if (!isTaken(choice)) return choice;
  }
};

const namesOf = (draft: Draft): string[] =>
  methodsIn(draft.input).flatMap(([name]) => (name === UNDECIDED || name === 'none' ? [] : [name]));

/** The methods of the answers, and the kinds that can be added. */
const choicesOf = (draft: Draft): Choice[] => {
  const names = namesOf(draft);
  const [known, added] = [new Set(names), addedChoices(draft)];
  return [
    ...names.map((name) => ({
      value: name,
      name: `${name}: ${shownMethod(name, draft)}`,
      hint: 'A method of this file.',
    })),
    ...METHOD_CHOICES.map(({ choice, words, hint }) => ({
      value: freeChoice(choice, (c) => known.has(c) || added.has(c)),
      name: names.length > 0 ? `A new method: ${words}` : words,
      hint,
    })),
    NO_AUTHENTICATION,
  ];
};

const questionOf = (draft: Draft, place: Place): Question => ({
  id: place.key,
  kind: 'select',
  message: place.message,
  ...(place.about && { remark: `${place.about}.` }),
  choices: choicesOf(draft),
  // What was a choice before another place chose it.
  accepts: (value) => kindOf(value) !== undefined,
  read: (value) => {
    const isMethod = namesOf(draft).includes(value);
    draft.notes.set(choiceId(place), isMethod ? `method ${value}` : value === 'none' ? 'none' : `add ${value}`);
    // What is not a method yet is stored when it is complete.
    return isMethod ? value : undefined;
  },
});

const nextOfPlace = (draft: Draft, place: Place): Question | undefined => {
  const means = draft.notes.get(choiceId(place));
  // A walk over a thousand services asks for the next question a thousand times.
  if (means === undefined) return draft.skipped.has(place.key) ? undefined : questionOf(draft, place);
  if (means === 'none') return confirmPublic(draft, place.what, place.key, place.reason, choiceId(place));
  const [, choice] = /^add (.+)$/.exec(String(means)) ?? [];
  const kind = choice === undefined ? undefined : kindOf(choice);
  if (choice === undefined || kind === undefined) return undefined;
  const of: Chosen = { choice: kind, cause: addedChoices(draft).get(choice) ?? place.key };
  const open = nextOfMethod(of, draft);
  if (!open && draft.get(place.key) === UNDECIDED) draft.set(place.key, nameOf(of, draft), 'asked', place.key);
  return open;
};

/** Over which protocol an authorizer is called decides its address. */
const addressOf = (name: string, draft: Draft): Question | undefined => {
  const id = `?auth.address.${name}`;
  const chosen = draft.notes.get(id);
  const kinds = METHOD_CHOICES.filter((k) => k.preset.type === 'extAuth');
  if (chosen === undefined)
    return {
      id,
      kind: 'select',
      message: `How is the authorizer of ${name} called?`,
      choices: kinds.map(({ choice, words, hint }) => ({ value: choice, name: words, hint })),
    };
  const [question] = kinds.find((k) => k.choice === chosen)?.questions(nothing, nothing) ?? [];
  return question && askedOf(name, question, draft);
};
const nothing = (): undefined => undefined;

/** The questions for required keys that methods of a file lack. */
const fieldsOf = (draft: Draft): Question[] =>
  methodsIn(draft.input).flatMap(([name, method]): Question[] => {
    // A method that is being added asks for its keys itself.
    if (draft.causes.has(`auth.methods.${name}.type`)) return [];
    const missing = missingOfMethod(method);
    if (missing.length === 0) return [];
    if (missing.includes('ca')) return [caOfMethod(draft, name)].filter((q) => q !== undefined);
    if (method.type === 'extAuth') return [addressOf(name, draft)].filter((q) => q !== undefined);
    const kind = METHOD_CHOICES.find((k) => k.preset.type === method.type)!;
    const questions = kind.questions(
      (key) => method[key],
      (key) => draft.get(key),
    );
    return questions
      .filter(({ key }) => missing.includes(key))
      .map((q) => {
        const question = askedOf(name, q, draft);
        return { ...question, message: `${question.message} [${name}]` };
      });
  });

/**
 * Whether one answer may decide for all: all are undecided, and there is no method to choose from. A person who answered for one
 * service, or a program that was told about the question for all, decides for each. Whoever answers both decides for the others.
 */
export const isOneForAll = (draft: Draft): boolean => {
  if (draft.notes.has('?auth')) return draft.notes.get('?auth') !== 'each';
  if (draft.skipped.has('?auth')) return false;
  const isGiven = draft.settled.has('?auth');
  return (
    draft.services.length > 1 &&
    draft.services.every((s) => s.auth === UNDECIDED && (isGiven || !hasOwn(draft, `services.${s.name}.auth`))) &&
    methodsIn(draft.input).length === 0
  );
};

/** Whether a service gets the answer for all services, if there is one. */
export const isLeftToAll = (draft: Draft, { name, auth }: { name: string; auth?: unknown }): boolean =>
  auth === UNDECIDED && !hasOwn(draft, `services.${name}.auth`);

/** Removes `undecided` of services without their own answer, so that `auth.default` is their answer. */
export const decideForAll = (draft: Draft): void => {
  for (const s of draft.services) if (isLeftToAll(draft, s)) draft.set(`services.${s.name}.auth`, null);
};

/** The next question about what is open, without those that a walk has found already. */
export const nextOfOpen = (draft: Draft): Question | undefined => {
  const isNew = (q: Question | undefined): q is Question => q !== undefined && !draft.skipped.has(q.id);
  const field = fieldsOf(draft).find(isNew);
  if (field) return field;
  const forAll = isOneForAll(draft);
  for (const place of places(draft)) {
    if (forAll && !place.key.startsWith('responses.') && !hasOwn(draft, place.key)) continue;
    const next = nextOfPlace(draft, place);
    if (isNew(next)) return next;
  }
  return undefined;
};
