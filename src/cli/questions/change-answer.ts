// Answers that are no question of the interview now: values of keys of the answers file, and services that are added to it.
import { checkValue } from '../../answers/check-value.ts';
import { readFlagValue } from '../../answers/flag-value.ts';
import { parseService } from '../../answers/flags.ts';
import { keyPath } from '../../answers/key-path.ts';
import { knownKeys, schemasAt } from '../../answers/known-keys.ts';
import { meantService } from '../../answers/meant-service.ts';
import { otherName } from '../../answers/other-names.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { validForm } from '../../answers/valid-form.ts';
import { isTree } from '../../answers/yaml-layout.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { Draft, ServiceDraft } from '../../interview/draft.ts';
import { publicId, walk } from '../../interview/open-questions.ts';
import { METHOD_CHOICES } from '../../interview/topics/auth-methods-questions.ts';
import { isOfLaterService, type Session } from './session.ts';

/** The id that adds a service, as the flag `--service` does. */
export const ADD_SERVICE = 'service';
const ADDED = `${ADD_SERVICE}=NAME=/path=backend:8080`;

/** The refusal of an id, with what it may have meant: a question, a key of the answers file, or a question that comes later. */
const unknown = (id: string, { begin, memory, interview: { topics } }: Session): Refusal => {
  const { open, recommended, answered } = walk(topics, begin(), memory, { takes: 'defaults' });
  const steps = id.split('.');
  const parent = steps.slice(0, -1).join('.');
  const keys = knownKeys(parent === '' ? [] : keyPath(parent)).map((k) => (parent === '' ? k : `${parent}.${k}`));
  const ids = [...[...open, ...recommended].map((o) => o.question), ...answered].map((q) => publicId(q.id));
  // `issuer` for auth.methods.customers.issuer.
  const other = otherName(steps.at(-1)!, knownKeys(parent === '' ? [] : keyPath(parent)))?.replace(': ', '=');
  const near =
    ids.find((known) => known.endsWith(`.${id}`)) ??
    (other === undefined ? nearest(id, [...ids, ...keys]) : [parent, other].filter((p) => p !== '').join('.'));
  const isOfTopic = topics.some((t) => t.id === steps[0]);
  const later = isOfTopic ? open.filter((o) => o.preset === undefined).map((o) => publicId(o.question.id)) : [];
  return refusal('UnknownQuestion', { id, near, later });
};

const noService = (service: string): Refusal => ({
  ...refusal('UnknownService', { service }),
  why: 'The answer is about a service that is not defined.',
  fix: `Add the service first: ${ADDED.replace('NAME', service)}.`,
});

/** The refusal of one text for a key that has keys below it, or a list of services. */
const below = (id: string, wrong: Refusal): Refusal => {
  if (wrong.code !== 'WrongType') return wrong;
  if (id === 'services')
    return { ...wrong, fix: `Add a service with ${ADDED}, or answer a key of one: services.NAME.path.` };
  const keys = knownKeys(keyPath(id));
  return keys.length === 0
    ? wrong
    : { ...wrong, fix: `Answer a key below it: ${keys.map((k) => `${id}.${k}`).join(', ')}.` };
};

/** The refusal with a valid value that was probably meant. */
const withForm = (id: string, value: unknown, wrong: Refusal): Refusal => {
  if (wrong.code !== 'WrongType' || knownKeys(keyPath(id)).length > 0) return wrong;
  const form = validForm(undefined, keyPath(id), value, typeof value === 'string' ? undefined : String(value));
  return form === undefined ? wrong : { ...wrong, fix: `Write ${id}=${form}.` };
};

/** Adds services to those of the answers file; returns why it cannot. */
const addServices = (texts: readonly string[], { memory, begin }: Session): Refusal | undefined => {
  const all: ServiceDraft[] = [...begin().services];
  for (const text of texts) {
    const s = parseService(text);
    if ('code' in s) {
      const meant = meantService(text);
      return { ...s, fix: `Write ${meant ? `${ADD_SERVICE}=${meant.text}` : ADDED}.` };
    }
    const wrong = (['path', 'backend', 'name'] as const)
      .map((key) => checkValue(['services', 0, key], s[key]))
      .find((r) => r !== undefined);
    if (wrong) return wrong;
    if (all.some((x) => x.name === s.name))
      return {
        ...refusal('ServiceGivenTwice', { service: s.name, byFlag: false }),
        fix: `Choose another name, or change the service: services.${s.name}.backend=${s.backend}.`,
      };
    all.push(s);
  }
  memory.changes.set('services', all);
  return undefined;
};

/** Keys that contain how clients authenticate. */
const IS_AUTH = /^(?:(?:services|responses)\.[^.]+\.auth|auth\.default)$/;

/** A kind of method for a key that is decided: the key is undecided again, and the method asks for its keys. */
const asksAgain = (id: string, texts: readonly string[], session: Session): boolean => {
  const kind = texts[0]!.trim();
  const { memory, begin } = session;
  const draft = begin();
  if (!IS_AUTH.test(id) || texts.length > 1 || !METHOD_CHOICES.some((k) => k.choice === kind)) return false;
  if (isOfLaterService(draft, id) || draft.has(`auth.methods.${kind}`)) return false;
  memory.changes.set(id, UNDECIDED);
  memory.settle(id, kind);
  memory.topics.add('auth');
  return true;
};

/** Changes a key of the answers file that is no open question; returns why it cannot. `draft`: with the answers of this call. */
export const change = (id: string, texts: readonly string[], session: Session, draft: Draft): Refusal | undefined => {
  const { memory } = session;
  if (id === ADD_SERVICE) return addServices(texts, session);
  if (id === 'version' || schemasAt(keyPath(id)).length === 0) return unknown(id, session);
  if (isOfLaterService(draft, id) && isOfLaterService(session.begin(), id)) return noService(id.split('.')[1]!);
  if (texts.length === 1 && texts[0]!.trim() === '') {
    // Without a value, the answer is removed.
    memory.changes.set(id, null);
    return undefined;
  }
  if (asksAgain(id, texts, session)) return undefined;
  const read = readFlagValue(id, texts);
  if ('refusal' in read) return read.refusal;
  const wrong = checkValue(keyPath(id), read.value);
  if (wrong) return isTree(read.value) ? wrong : withForm(id, read.value, below(id, wrong));
  memory.changes.set(id, read.value);
  return undefined;
};
