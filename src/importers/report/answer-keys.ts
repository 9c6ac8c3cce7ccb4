// The keys of a report, found in the answers: services by name, everything else as the answers file writes it.
import { isTree, type Tree } from '../../answers/yaml-layout.ts';

type Found = { readonly value: unknown } | undefined;

const below = (at: unknown, steps: readonly string[]): Found => {
  let value = at;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Tree)[step];
  }
  return value === undefined ? undefined : { value };
};

/** Finds keys in answers. Maps and lists are looked through once. */
export class AnswerKeys {
  private readonly services: readonly Tree[];
  private readonly byName: ReadonlyMap<string, Tree>;
  private readonly known = new Map<string, Found>();

  constructor(private readonly answers: Tree) {
    this.services = Array.isArray(answers.services) ? (answers.services as unknown[]).filter(isTree) : [];
    this.byName = new Map(this.services.map((s) => [String(s.name), s]));
  }

  private find(key: string): Found {
    const [root, name, ...rest] = key.split('.') as [string, ...string[]];
    if (root === 'services' && name !== undefined && this.byName.has(name)) return below(this.byName.get(name), rest);
    const steps = key.split('.');
    const own = below(this.answers, steps);
    if (own) return own;
    // Readers name a key of several services without their names: `backend`, `services.backend`.
    const ofService = root === 'services' ? steps.slice(1) : steps;
    for (const service of this.services) {
      const found =
        below(service, ofService) ?? (ofService[0] === 'backend' ? below(service, ['backends']) : undefined);
      if (found) return found;
    }
    return undefined;
  }

  /** The value of a key; undefined: the answers do not have it. */
  get(key: string): Found {
    if (!this.known.has(key)) this.known.set(key, this.find(key));
    return this.known.get(key);
  }
}
