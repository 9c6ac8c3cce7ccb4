import { MOST_METHODS, UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { isAuthType, KINDS } from '../../auth/kinds.ts';
import type { Draft } from '../draft.ts';
import type { Choice, Question, Topic } from '../question.ts';
import { METHOD_CHOICES, nameOf, nextOfMethod, shownMethod } from './auth-methods-questions.ts';
import { confirmPublic, NO_AUTHENTICATION } from './public-confirmation.ts';
import { addedChoices, decideForAll, isLeftToAll, isOneForAll, nextOfOpen } from './undecided-questions.ts';

const EACH: Choice = { value: 'each', name: 'A different answer for each service' };
const METHODS: readonly Choice[] = METHOD_CHOICES.map((k) => ({ value: k.choice, name: k.words, hint: k.hint }));

/** Services that have no answer from a file or a flag; an undecided one only if one answer may decide for all. */
const openServices = (draft: Draft) => {
  const forAll = isOneForAll(draft);
  return draft.services.filter(
    (s) => s.auth === undefined || (forAll && isLeftToAll(draft, s)) || draft.notes.has(`?auth.of.${s.name}`),
  );
};

/** The answer for all services; undefined: there is none, or it is undecided. */
const decidedDefault = (draft: Draft): unknown => {
  const given = draft.get('auth.default');
  return given === UNDECIDED ? undefined : given;
};

const nextOfService = (draft: Draft, name: string): Question | undefined => {
  const id = `?auth.of.${name}`;
  if (!draft.notes.has(id))
    return draft.has(`services.${name}.auth`)
      ? undefined
      : {
          id,
          kind: 'select',
          message: `How do clients of ${name} authenticate?`,
          choices: [...METHODS, NO_AUTHENTICATION],
        };
  const choice = String(draft.notes.get(id));
  const key = `services.${name}`;
  if (choice === 'none') return confirmPublic(draft, `service ${name}`, `${key}.auth`, `${key}.publicReason`, id);
  const open = nextOfMethod({ choice, cause: id }, draft);
  if (!open && !draft.has(`${key}.auth`)) draft.set(`${key}.auth`, nameOf({ choice, cause: id }, draft), 'asked', id);
  return open;
};

const ADDED = '?auth.method.';
const isAdded = (draft: Draft, name: string): boolean =>
  draft.causes.get(`auth.methods.${name}.type`)?.startsWith(ADDED) === true;

/** The methods of all services, of which any is enough; undefined: they are combined in another way, or none is set. */
const defaults = (draft: Draft): string[] | undefined => {
  const given = decidedDefault(draft);
  if (given === undefined) {
    // One that is being added is not yet a method of all services.
    const methods = Object.keys((draft.get('auth.methods') ?? {}) as object).filter((name) => !isAdded(draft, name));
    return methods.length === 1 ? methods : undefined;
  }
  const all = [given].flat();
  return all.every((m): m is string => typeof m === 'string' && m !== 'none') ? all : undefined;
};

/** Methods that requests can distinguish from those that exist; none if a list of methods is full. */
const addable = (draft: Draft): Choice[] => {
  if ((defaults(draft) ?? []).length >= MOST_METHODS) return [];
  const methods = (draft.get('auth.methods') ?? {}) as Record<string, { type?: string }>;
  const types = (defaults(draft) ?? []).map((name) => methods[name]?.type ?? '').filter(isAuthType);
  return METHODS.filter(({ value }) => {
    const type = METHOD_CHOICES.find((k) => k.choice === value)!.preset.type as string;
    if (!isAuthType(type)) return false;
    if (!KINDS[type].match) return types.every((t) => KINDS[t].match);
    return KINDS[type].several === true || !types.includes(type);
  });
};

/** Further methods of all services, one after another. */
const more = (draft: Draft): Question | undefined => {
  for (let n = 1; defaults(draft) !== undefined; n++) {
    const [wanted, by] = [`?auth.more.${n}`, `${ADDED}${n}`];
    const chosen = draft.notes.get(by);
    if (chosen === undefined && addable(draft).length === 0) return undefined;
    if (!draft.notes.has(wanted))
      return {
        id: wanted,
        kind: 'confirm',
        preset: false,
        recommended: true,
        message: 'Accept another authentication method, or a second identity provider?',
        reason: 'any one of them is enough',
      };
    if (draft.notes.get(wanted) !== true) return undefined;
    if (chosen === undefined)
      return { id: by, kind: 'select', message: 'How else do clients authenticate?', choices: addable(draft) };
    const of = { choice: String(chosen), cause: by };
    const name = nameOf(of, draft);
    const besides = defaults(draft)!.filter((m) => m !== name);
    const open = nextOfMethod({ ...of, besides }, draft);
    if (open) return open;
    draft.set('auth.default', [...besides, name], 'asked', by);
  }
  return undefined;
};

/** Whether a file or flags contain how clients authenticate: a default, or the only method. */
const isGiven = (draft: Draft): boolean =>
  !draft.notes.has('?auth') &&
  (decidedDefault(draft) !== undefined ||
    defaults(draft)?.every((name) => isAdded(draft, name) || !draft.causes.has(`auth.methods.${name}.type`)) === true);

/** How clients of all services authenticate. */
const ofAll = (several: boolean): Question => ({
  id: '?auth',
  kind: 'select',
  message: 'How do clients authenticate?',
  choices: [...METHODS, NO_AUTHENTICATION, ...(several ? [EACH] : [])],
});

const nextOf = (draft: Draft): Question | undefined => {
  // The answer for all is known before those of single services add methods.
  if (draft.settled.has('?auth') && !draft.notes.has('?auth') && isOneForAll(draft)) return ofAll(true);
  const undecided = nextOfOpen(draft);
  if (undecided) return undecided;
  const open = openServices(draft);
  // More methods than those of a file are added only if a person wants to.
  if (open.length === 0 || isGiven(draft)) return draft.opened.has('auth') ? more(draft) : undefined;
  const all = draft.notes.get('?auth');
  if (all === 'each' || (all === undefined && open.length < draft.services.length)) {
    for (const s of open) {
      const next = nextOfService(draft, s.name);
      if (next) return next;
    }
    return undefined;
  }
  if (all === undefined) return ofAll(open.length > 1);
  const of = { choice: String(all), cause: addedChoices(draft).get(String(all)) ?? '?auth' };
  if (of.choice === 'none') {
    const what = open.length === 1 ? `service ${open[0]!.name}` : `all ${open.length} services`;
    return confirmPublic(draft, what, 'auth.default', 'auth.publicReason', '?auth', decideForAll);
  }
  const next = nextOfMethod(of, draft);
  if (next) return next;
  if (decidedDefault(draft) === undefined) {
    draft.set('auth.default', nameOf(of, draft), 'asked', '?auth');
    decideForAll(draft);
  }
  return more(draft);
};

/** What tokens must be, which no one was asked. */
const detailsOf = (method: Record<string, unknown> | undefined): string[] => {
  const audiences = [method?.audiences ?? []].flat().map(String);
  return [
    ...(audiences.length > 0 ? [`audience ${audiences.join(', ')}`] : []),
    ...(typeof method?.jwks === 'string' ? [`keys ${method.jwks}`] : []),
  ];
};

/** How clients authenticate: one method for all services, several, or a different one for each. */
export const auth: Topic = {
  id: 'auth',
  title: 'Authentication',
  main: true,
  keys: ['auth'],
  next: nextOf,
  summary: (draft) => {
    const all = defaults(draft);
    const [only, ...others] = all ?? [];
    if (only !== undefined && others.length === 0)
      return [shownMethod(only, draft), ...detailsOf(draft.get(`auth.methods.${only}`) as never)];
    if (all) return all.map((name) => shownMethod(name, draft));
    if (draft.get('auth.default') === 'none') return 'none: all services are public';
    return draft.services.map((s) => `${s.name}: ${JSON.stringify(s.auth ?? 'auth.default')}`).join(', ');
  },
  adds: {
    name: 'Another authentication method, or a second identity provider',
    yes: (draft) => {
      if (!defaults(draft) || addable(draft).length === 0) return undefined;
      for (let n = 1; ; n++) if (draft.notes.get(`?auth.more.${n}`) !== true) return `?auth.more.${n}`;
    },
  },
};
