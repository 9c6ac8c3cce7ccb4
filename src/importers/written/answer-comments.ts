// Which comments an imported answers file has: what each answer was in the source, and what a person has to answer.
import { hasCertificate, missingAnswers } from '../../answers/missing-answers.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import { servicesOf } from '../again/known-names.ts';
import type { ImportResult } from '../run-import.ts';
import { COLUMNS, type FileName, inComment, objectText, repeats, sourceText } from './comment-text.ts';

export type Step = string | number;

/** How questions begin, in comments that `settled` removes when they are answered. */
export const QUESTION = 'TODO(import)';

/** How a comment about a value begins that is the default of the source system. */
export const DEFAULT = 'Default of the source';

/** A comment of one key; `service`: a line above the whole service or method. */
export interface Comment {
  /** The path in the answers; services by name: `['services', 'users', 'rewrite']`. */
  readonly path: readonly Step[];
  /** `source`: where the value comes from. `question`: a person has to answer. `missing`: the same, and the key is missing. */
  readonly kind: 'object' | 'source' | 'question' | 'missing';
  readonly text: string;
}

/** Answers with their services by name, so that a path finds a value without a search. */
export const servicesByName = (answers: Tree): Tree =>
  Array.isArray(answers.services)
    ? { ...answers, services: Object.fromEntries(servicesOf(answers).map((x) => [String(x.name), x])) }
    : answers;

/** The value of a path, with services by name and items of lists by index. */
export const valueAt = (answers: Tree, path: readonly Step[]): unknown =>
  path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return (at as unknown[])[Number(step)];
    return isTree(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, answers);

/** A key as a path. The names of services and methods have no dots. */
const pathOf = (key: string): Step[] => key.split('.');

/** Sentences of the report, short. */
const sentence = (text: string): string => inComment(text, COLUMNS - 20);

/** Questions in words that need no other text. */
const WORDS: Readonly<Record<string, string>> = {
  AuthUnstated: 'the source has no authentication. Write the name of a method, or none (public).',
};

/** A service that a merge leaves to a person. */
const RESTRICTED = 'the source states another access than your answers. Write a method, or none (public).';

/** What a missing key must contain, by the key or its last step. */
const MISSING: Readonly<Record<string, string>> = {
  backend: 'a Service and the number of its port, such as shop/orders:8080, or a URL.',
  issuer: 'the iss of the tokens, which is a URL.',
  jwks: 'the URL of the public keys of the issuer.',
  audiences: 'the aud of tokens for this API.',
  secret: 'a Secret in the namespace of the Gateway.',
  clients: 'the names of the clients, which are the keys of the Secret.',
  clientID: 'the ID of the gateway at the provider.',
  'gateway.name': 'its name. With the name of the source, it replaces that Gateway.',
  'gateway.namespace': 'the namespace of the Gateway.',
  origins: 'the web sites of clients in browsers, such as https://app.example.com.',
  'traffic.clientsBehind': 'what is in front of the gateway: direct, proxyProtocol or { trustedHops: 1 }.',
  hostname: 'the host name that clients call, such as api.example.com.',
  tls: 'the certificate: { issuer: NAME } of cert-manager, or { secret: NAME }.',
};

/** Keys that imports do not ask: services have their own authentication. */
const NOT_MISSING: ReadonlySet<string> = new Set(['auth.default', 'services']);

/** Why a person must decide it, with the methods that the source has for it. */
const untranslated = (methods: readonly string[] = []): string =>
  methods.length === 0
    ? 'the authentication of the source cannot be translated. Write the name of a method.'
    : `the authentication of the source cannot be translated; methods of the source: ${methods.join(', ')}.`;

/** The deepest map that a missing key can be in, and the name of the key there: `gateway.namespace` at the top. */
const nearest = (answers: Tree, path: readonly Step[]): { path: readonly Step[]; name: string } => {
  let depth = path.length - 1;
  while (depth > 0 && !isTree(valueAt(answers, path.slice(0, depth)))) depth--;
  const name = path.slice(depth).join('.');
  return { path: [...path.slice(0, depth), name], name };
};

/** Whether a question is about the certificate: `tls` may be there without one, for the certificates of clients. */
const isTls = (key: string): boolean => ['tls', 'tls.secret', 'tls.issuer'].includes(key);

/** Whether the answers have no value of a key. */
const isMissing = (answers: Tree, key: string): boolean =>
  isTls(key) ? !hasCertificate(answers) : valueAt(answers, pathOf(key)) === undefined;

/** What comments are made of. */
export type Commentable = Pick<
  ImportResult,
  'answers' | 'origins' | 'notes' | 'objects' | 'entries' | 'asked' | 'suggestions' | 'undecided'
>;

/** The comments of a result, in no particular order. `written`: the answers. */
export const commentsOf = (
  { answers: ofSource, origins, notes, objects, entries, asked, suggestions, undecided }: Commentable,
  written: Tree,
  nameOf: FileName,
): Comment[] => {
  const answers = servicesByName(written);
  const out = new Map<string, Comment>();
  const add = (key: string, kind: Comment['kind'], text: string | undefined): void => {
    if (text !== undefined && text !== '' && !out.has(`${kind} ${key}`))
      out.set(`${kind} ${key}`, { path: pathOf(key), kind, text });
  };
  const missing = (key: string, fix: string): void => {
    // `tls.secret` is a form of `tls`.
    const meant = isTls(key) ? 'tls' : key;
    const { path, name } = nearest(answers, pathOf(meant));
    const hint = suggestions.get(key);
    const such = hint ? ` Such as ${inComment(hint.value)} (${inComment(hint.reason)}).` : '';
    const text = `${QUESTION} ${name}: ${sentence(`${MISSING[meant] ?? MISSING[String(path.at(-1))] ?? fix}${such}`)}`;
    if (!out.has(`missing ${meant}`) || such !== '') out.set(`missing ${meant}`, { path, kind: 'missing', text });
  };
  const questions = new Set<string>();
  const approximated = new Set<string>();
  for (const { verdict, keys, code, what, fix } of entries)
    for (const key of keys) {
      if (verdict === 'approximated') approximated.add(key);
      if (verdict !== 'asked') continue;
      const value = valueAt(answers, pathOf(key));
      if (value !== UNDECIDED && !isMissing(answers, key)) continue;
      questions.add(key);
      const methods = undecided.get(key);
      if (methods) add(key, 'question', `${QUESTION}: ${untranslated(methods)}`);
      else if (value !== undefined && !isTls(key))
        add(key, 'question', `${QUESTION}: ${WORDS[code] ?? sentence(what)}`);
      else missing(key, fix);
    }
  const others = new Map<string, string>([...asked].map((key) => [key, 'the source does not contain it.']));
  for (const { key, what } of missingAnswers(written)) others.set(key, `${what}.`);
  for (const [key, what] of others)
    if (!NOT_MISSING.has(key) && isMissing(answers, key) && !questions.has(key)) missing(key, what);
  for (const [key, nodes] of objects) if (key.startsWith('services.')) add(key, 'object', objectText(nodes, nameOf));
  for (const [key, { code, what }] of notes)
    if (valueAt(answers, pathOf(key)) === UNDECIDED)
      add(key, 'question', `${QUESTION}: ${WORDS[code] ?? sentence(what)}`);
    else if (code !== 'Carried') add(key, 'source', `${DEFAULT}: ${sentence(what.replace(/\.$/, ''))}`);
  const inSource = servicesByName(ofSource);
  for (const service of servicesOf(written)) {
    const key = `services.${String(service.name)}.auth`;
    const stated = valueAt(inSource, pathOf(key));
    if (service.auth === UNDECIDED && stated !== undefined && stated !== UNDECIDED)
      add(key, 'question', `${QUESTION}: ${RESTRICTED}`);
    if (service.auth === UNDECIDED && objects.has(`services.${String(service.name)}`))
      add(key, 'question', `${QUESTION}: ${untranslated(undecided.get(key))}`);
  }
  for (const [key, all] of origins) {
    const nodes = all.filter((n) => n.exists);
    if (questions.has(key)) continue;
    const value = valueAt(answers, pathOf(key));
    if (value === undefined || nodes.length === 0 || repeats(value, nodes)) continue;
    add(key, 'source', sourceText(nodes, nameOf, approximated.has(key) ? ', approximated' : ''));
  }
  return [...out.values()];
};
