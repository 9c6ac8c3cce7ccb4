import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import { labelOf } from '../neutral/naming.ts';
import type { NeutralMethod, NeutralService } from '../neutral/neutral.ts';
import { matched } from './same.ts';
import { traitsOfMethod, traitsOfNeutral, traitsOfNeutralMethod, traitsOfService } from './traits.ts';

/** Names that an import gives again, and names that are taken. */
export interface KnownNames {
  /** The name of each service; undefined: it gets a new one. */
  readonly services: (list: readonly NeutralService[]) => (string | undefined)[];
  readonly methods: (list: readonly NeutralMethod[]) => (string | undefined)[];
  /** Names that no new service gets. */
  readonly takenServices: readonly string[];
  readonly takenMethods: readonly string[];
}

/** The services of answers in their usual form, a list. */
export const servicesOf = (answers: Tree): Tree[] =>
  Array.isArray(answers.services) ? (answers.services as unknown[]).filter(isTree) : [];

/** The methods of answers by name. */
export const methodsOf = (answers: Tree): Tree => {
  const auth = isTree(answers.auth) ? answers.auth : {};
  return isTree(auth.methods) ? auth.methods : {};
};

/**
 * Names of earlier answers. `objects`: the objects that each service comes from, by its name; `taken`: answers with names
 * that are used by others.
 */
export const knownNames = (
  before: Tree,
  objects: ReadonlyMap<string, readonly string[]>,
  taken: readonly Tree[],
): KnownNames => {
  const services = servicesOf(before);
  const ofServices = services.map((s) => traitsOfService(before, s, objects.get(String(s.name)) ?? []));
  const methods = Object.entries(methodsOf(before));
  const ofMethods = methods.map(([name, m]) => traitsOfMethod(name, m));
  return {
    services: (list) =>
      matched(
        list.map((s) => traitsOfNeutral(s, labelOf(s.name, 'service'))),
        ofServices,
      ).map((i) => (i === undefined ? undefined : String(services[i]!.name))),
    methods: (list) =>
      matched(
        list.map((m) => traitsOfNeutralMethod(labelOf(m.name, 'method'), m)),
        ofMethods,
      ).map((i) => (i === undefined ? undefined : methods[i]![0])),
    takenServices: [before, ...taken].flatMap((a) => servicesOf(a).map((s) => String(s.name))),
    takenMethods: [before, ...taken].flatMap((a) => Object.keys(methodsOf(a))),
  };
};
