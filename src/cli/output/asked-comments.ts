// What the comments of an import ask, for commands that answer questions: `# TODO(import) gateway.namespace: ...`.
import type { Tree } from '../../answers/yaml-layout.ts';
import { Draft } from '../../interview/draft.ts';
import type { FromSource } from '../../interview/open-topics.ts';

/** The reason may be cut. */
const SUCH = / Such as (\S+) \(([^()]*?)(?:\)\.?|\.\.\.)$/;

/** The keys that an import asks in an answers file and that its answers lack, with what its comments suggest. */
export const askedBy = async (text: string | undefined, answers: Tree): Promise<Partial<FromSource>> => {
  if (!text?.includes('TODO(import)')) return {};
  // Most files are not from an import, and do not need the module.
  const { questionsIn } = await import('../../importers/written/questions-in.ts');
  const given = new Draft(answers);
  const open = questionsIn(text).filter(({ key }) => !given.has(key));
  const suggestions = open.flatMap(({ key, about }) => {
    const [, value, reason] = SUCH.exec(about) ?? [];
    return value === undefined || reason === undefined ? [] : [[key, { value, reason }] as const];
  });
  // Questions of the interview need no explanation; `What is traffic.clientsBehind?` does.
  const remarks = new Map(
    open.flatMap(({ key, about }) => (key.startsWith('traffic.') ? [[key, about] as const] : [])),
  );
  return open.length === 0 ? {} : { remarks, asked: open.map(({ key }) => key), suggestions: new Map(suggestions) };
};
