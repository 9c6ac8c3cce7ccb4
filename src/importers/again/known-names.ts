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

/** Where names come from. */
interface NameSources {
  /** What the last import wrote, with the names of the file. */
  readonly base: Tree;
  /** The objects that each of its services comes from, by its name. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
  /** What a person wrote in the file. A service there is found by host and path only, a method by what it trusts. */
  readonly hand: Tree;
  /** Answers whose names are taken. */
  readonly taken: readonly Tree[];
}

/** So many steps of the traits of a service are about objects, hosts and paths. */
const PLACES = 2;

/** Names of earlier answers. */
export const knownNames = ({ base, objects, hand, taken }: NameSources): KnownNames => {
  const ofServices = [
    ...servicesOf(base).map((s) => traitsOfService(base, s, objects.get(String(s.name)) ?? [])),
    ...servicesOf(hand).map((s) => traitsOfService(hand, s, []).slice(0, PLACES)),
  ];
  const services = [...servicesOf(base), ...servicesOf(hand)].map((s) => String(s.name));
  const ofBase = Object.entries(methodsOf(base));
  const byHand = Object.entries(methodsOf(hand));
  const ofMethods = [
    ...ofBase.map(([name, m]) => traitsOfMethod(name, m)),
    ...byHand.map(([name, m]) => traitsOfMethod(name, m).map((t, i, all) => (i === all.length - 1 ? t : []))),
  ];
  const methods = [...ofBase, ...byHand].map(([name]) => name);
  return {
    services: (list) =>
      matched(
        list.map((s) => traitsOfNeutral(s, labelOf(s.name, 'service'))),
        ofServices,
      ).map((i) => (i === undefined ? undefined : services[i])),
    methods: (list) =>
      matched(
        list.map((m) => traitsOfNeutralMethod(labelOf(m.name, 'method'), m)),
        ofMethods,
      ).map((i) => (i === undefined ? undefined : methods[i])),
    takenServices: [base, ...taken].flatMap((a) => servicesOf(a).map((s) => String(s.name))),
    takenMethods: [base, ...taken].flatMap((a) => Object.keys(methodsOf(a))),
  };
};
