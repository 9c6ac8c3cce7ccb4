// Nothing is asked about a service that was left out: the report states why it was, and that is the question.
import { type Ledger, said } from '../report/ledger.ts';
import type { Converted } from './to-answers.ts';

/** Removes the questions about services that are gone. A value of which nothing else is said is reported as left out with them. */
export const forgetServices = (
  gone: ReadonlySet<string>,
  { asked }: Pick<Converted, 'asked'>,
  ledger: Ledger,
): void => {
  if (gone.size === 0) return;
  const isGone = (key: string): boolean => {
    const [root, name, ...rest] = key.split('.');
    return root === 'services' && rest.length > 0 && gone.has(name!);
  };
  for (const key of asked) if (isGone(key)) asked.delete(key);
  const left = new Set(
    ledger.entries.flatMap(({ node, keys }) =>
      keys.filter((k) => k.split('.').length === 2).map((k) => `${k} ${node.id}`),
    ),
  );
  ledger.entries = ledger.entries.flatMap((entry) => {
    if (entry.verdict !== 'asked' || !entry.keys.some(isGone)) return [entry];
    const keys = entry.keys.filter((key) => !isGone(key));
    const lost = entry.keys.filter(
      (key) => isGone(key) && !left.has(`${key.split('.', 2).join('.')} ${entry.node.id}`),
    );
    return [
      ...(keys.length > 0 ? [{ ...entry, keys }] : []),
      ...lost.map((key) => ({ node: entry.node, keys: [key], ...said('AnswerGone', { key }) })),
    ];
  });
};
