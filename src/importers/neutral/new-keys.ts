// Keys that change when something is renamed or left out: in everything that is known about the answers, and in the report.
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Ledger } from '../report/ledger.ts';
import { Names } from './naming.ts';
import type { Converted } from './to-answers.ts';

const rekey = (converted: Converted, ledger: Ledger, renamed: (key: string) => string): void => {
  const { origins, items, places, objects, notes, remarks, suggestions, undecided, asked } = converted;
  const keys = [...asked];
  asked.clear();
  for (const key of keys) asked.add(renamed(key));
  for (const map of [origins, items, places, objects, notes, remarks, suggestions, undecided] as Map<string, unknown>[])
    for (const [key, value] of [...map])
      if (renamed(key) !== key) {
        map.delete(key);
        map.set(renamed(key), value);
      }
  ledger.rename(renamed);
};

/** Gives a service a name that no other object has. */
export const renameService = (converted: Converted, ledger: Ledger, service: Tree): void => {
  const before = String(service.name);
  const taken = ((converted.answers.services ?? []) as Tree[]).map((s) => String(s.name));
  const name = new Names('service', taken).of(before.startsWith('guard-') ? `service-${before}` : before);
  service.name = name;
  const start = `services.${before}`;
  rekey(converted, ledger, (key) =>
    key === start || key.startsWith(`${start}.`) ? `services.${name}${key.slice(start.length)}` : key,
  );
};

/** The items after one that was left out of a list at the top have another index. */
export const moveUp = (converted: Converted, ledger: Ledger, list: string, index: number): void => {
  const item = new RegExp(`^${list}\\.(\\d+)(?=\\.|$)`);
  rekey(converted, ledger, (key) => {
    const at = Number(item.exec(key)?.[1] ?? -1);
    return at > index ? key.replace(item, `${list}.${at - 1}`) : key;
  });
};
