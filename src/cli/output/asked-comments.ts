// What the comments of an import ask, for commands that answer questions: `# TODO(import) gateway.namespace: ...`.
import type { Tree } from '../../answers/yaml-layout.ts';
import { Draft } from '../../interview/draft.ts';
import type { FromSource } from '../../interview/open-topics.ts';

/** A question about a key that the file does not have, and what the source has for it. */
const MISSING = /^# TODO\(import\) ([a-zA-Z][\w.]*): (.*)$/gm;
const SUCH = / Such as (\S+) \(([^()]*)\)\.?$/;

/** The keys that an import asks at the top of an answers file and that its answers lack, with what its comments suggest. */
export const askedBy = (text: string | undefined, answers: Tree): Partial<FromSource> => {
  if (!text?.includes('TODO(import)')) return {};
  const given = new Draft(answers);
  const open = [...text.matchAll(MISSING)].filter(([, key]) => !given.has(key!));
  const suggestions = open.flatMap(([, key, about]) => {
    const [, value, reason] = SUCH.exec(about!) ?? [];
    return value === undefined || reason === undefined ? [] : [[key!, { value, reason }] as const];
  });
  // Questions of the interview need no explanation; `What is traffic.clientsBehind?` does.
  const remarks = new Map(
    open.flatMap(([, key, about]) => (key!.startsWith('traffic.') ? [[key!, about!] as const] : [])),
  );
  return open.length === 0 ? {} : { remarks, asked: open.map(([, key]) => key!), suggestions: new Map(suggestions) };
};
