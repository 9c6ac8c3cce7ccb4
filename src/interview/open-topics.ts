// The interview about answers that are complete except for what an import leaves open: only that is asked, and nothing is
// recommended instead of asking.
import { missingAnswers } from '../answers/missing-answers.ts';
import { openKeys } from '../answers/open-answers.ts';
import type { Tree } from '../answers/yaml-layout.ts';
import { groupBy } from '../values/group-by.ts';
import { Draft } from './draft.ts';
import { firstOpen, type Question, type Suggestion, type Topic } from './question.ts';
import { otherQuestion } from './topics/other-questions.ts';
import { TOPICS } from './topics.ts';

/** What the source of an import had for keys that are asked. */
export interface FromSource {
  /** Keys that are asked although the answers are valid without them. */
  readonly asked: Iterable<string>;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  /** Texts above questions, by key. */
  readonly remarks: ReadonlyMap<string, string>;
}

const NOTHING: FromSource = { asked: [], suggestions: new Map(), remarks: new Map() };

/** The topics of an interview, and those that ask without being opened; undefined: all. */
export interface Interview {
  readonly topics: readonly Topic[];
  readonly asks: ReadonlySet<string> | undefined;
}

const ASKED_OF_GATEWAY = ['gateway.name', 'gateway.namespace'];
/** Topics that ask about several services or methods. */
const OF_SEVERAL = new Set(['services', 'auth', 'gateway']);
const HOSTS = new Set(['hostname', 'hostnames']);

/** The topic that asks for a key; undefined: none does. */
const topicOf = (key: string): string | undefined => {
  if (HOSTS.has(key)) return 'hostname';
  if (key === 'tls' || key === 'tls.secret' || key === 'tls.issuer') return 'tls';
  if (ASKED_OF_GATEWAY.includes(key)) return 'gateway';
  if (/^services\.[^.]+\.(?:path|backend)$/.test(key)) return 'services';
  return key.startsWith('auth.') || /^(?:services|responses)\.[^.]+\.auth$/.test(key) ? 'auth' : undefined;
};

/** So many services have their names in a remark, and so many remarks are in front of a question. */
const MOST_NAMED = 6;
const MOST_REMARKS = 5;

/** Where the certificate comes from, if the source names it. */
const ofCertificate = (suggestions: FromSource['suggestions']): Suggestion | undefined => {
  for (const from of ['secret', 'issuer'] as const) {
    const reason = suggestions.get(`tls.${from}`)?.reason;
    if (reason !== undefined) return { value: from, reason };
  }
  return undefined;
};

/** The remarks about all services, for a question about all of them: a line for each remark, with its services. */
const ofServices = (remarks: FromSource['remarks']): string | undefined => {
  const named = [...remarks].flatMap(([key, text]) => {
    const [, name] = /^services\.([^.]+)\.auth$/.exec(key) ?? [];
    return name === undefined ? [] : [{ name, text }];
  });
  const lines = [...groupBy(named, (r) => r.text)].map(([text, of]) => {
    const names = of.map((r) => r.name);
    return `${names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(', ')}, ...` : names.join(', ')}: ${text}`;
  });
  return lines.length > 0 ? lines.slice(0, MOST_REMARKS).join('\n') : undefined;
};

/** A question that a person is asked, with what the source had as its suggestion. */
const asOpen = (question: Question, { suggestions, remarks }: FromSource): Question => {
  const { id } = question;
  const suggestion = id === '?tls' ? ofCertificate(suggestions) : suggestions.get(id.replace(/^\?/, ''));
  // The question for a CA has the words of the report already.
  const ofSource = id.endsWith('.ca')
    ? undefined
    : id === '?auth'
      ? ofServices(remarks)
      : remarks.get(id.replace(/^\?/, ''));
  const own = question.remark === undefined ? [] : [question.remark];
  const remark = ofSource === undefined ? own[0] : [...own, ofSource].join(' ');
  return {
    ...question,
    // Further methods are no open question.
    recommended: question.kind === 'confirm' && question.recommended === true,
    ...(suggestion && { suggestion }),
    ...(remark !== undefined && { remark }),
    // An answer that is the default is written, too, so that the next import does not ask again.
    ...(ASKED_OF_GATEWAY.includes(id) && { read: (text: string) => text }),
  } as Question;
};

/** The interview about answers: only what is open if they have open keys or a source asks for keys, else all topics. */
export const interviewOf = (input: Tree, from: Partial<FromSource> = {}): Interview => {
  const source = { ...NOTHING, ...from };
  const given = new Draft(input);
  const asked = new Set([...source.asked].filter((key) => !given.has(key)));
  const open = openKeys(input).map(({ key }) => key);
  if (open.length + asked.size === 0 && from.asked === undefined) return { topics: TOPICS, asks: undefined };
  const keys = [...open, ...missingAnswers(input).map(({ key }) => key), ...asked];
  const asks = new Set(keys.map(topicOf).filter((id) => id !== undefined));
  const others = [...new Set([...open, ...asked])].filter((key) => topicOf(key) === undefined);
  const next = (topic: Topic, draft: Draft): Question | undefined => {
    // Names that the source does not ask for stay as they are.
    if (topic.id === 'gateway' && !draft.opened.has(topic.id))
      for (const key of ASKED_OF_GATEWAY) if (!asked.has(key) && !draft.notes.has(key)) draft.notes.set(key, null);
    const question = topic.next(draft);
    return question && asOpen(question, source);
  };
  const topics = TOPICS.map(
    (topic): Topic =>
      asks.has(topic.id) ? { ...topic, independent: OF_SEVERAL.has(topic.id), next: (d) => next(topic, d) } : topic,
  );
  if (others.length === 0) return { topics, asks };
  const rest: Topic = {
    id: 'open',
    title: 'Other answers',
    independent: true,
    next: (draft) => {
      const question = firstOpen(
        draft,
        others.filter((key) => !draft.skipped.has(key)).map((key) => otherQuestion(key, draft)),
      );
      return question && asOpen(question, source);
    },
    summary: () => undefined,
  };
  return { topics: [...topics, rest], asks: asks.add(rest.id) };
};
