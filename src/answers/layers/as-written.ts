// The inverse of named-services.ts: services in the form that a file already has, so that it keeps its comments and layout.
import { derivedName } from '../service-name.ts';
import { isTree, type Tree } from '../yaml-layout.ts';

const isNameless = (service: unknown): boolean => isTree(service) && service.name === undefined;

/** A service without its name, if the name follows from its path and the file does not state it. */
const withoutName = (service: Tree): Tree => {
  const { name, ...rest } = service;
  return name === derivedName(rest) ? rest : service;
};

const services = (before: unknown, after: unknown): unknown => {
  if (!Array.isArray(after)) return after;
  const list = after as unknown[];
  if (Array.isArray(before)) {
    const nameless = new Set(before.filter(isNameless).map((s) => derivedName(s as Tree)));
    return list.map((s) => (isTree(s) && nameless.has(String(s.name)) ? withoutName(s) : s));
  }
  const names = new Set(list.map((s) => (isTree(s) && typeof s.name === 'string' ? s.name : undefined)));
  if (!isTree(before) || names.has(undefined) || names.size < list.length) return after;
  return Object.fromEntries(list.map((s) => (({ name, ...rest }: Tree) => [String(name), rest])(s as Tree)));
};

/** Answers whose services have the form of those in a file: a map by name, or without names that follow from their paths. */
export const asWritten = (before: unknown, after: Tree): Tree => {
  if (!isTree(before)) return after;
  const out: Tree = { ...after };
  if (after.services !== undefined) out.services = services(before.services, after.services);
  if (isTree(before.teams) && isTree(after.teams)) {
    const { teams } = before;
    out.teams = Object.fromEntries(
      Object.entries(after.teams).map(([name, team]) => {
        const old = Object.hasOwn(teams, name) ? teams[name] : undefined;
        if (!isTree(team) || !isTree(old) || team.services === undefined) return [name, team];
        return [name, { ...team, services: services(old.services, team.services) }];
      }),
    );
  }
  return out;
};
