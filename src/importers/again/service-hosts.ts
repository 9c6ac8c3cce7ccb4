// A service without host names serves those of the gateway. When these change, its own stay what they were: a service must not
// become reachable under another host name because the gateway gets one more.
import { isTree, type Tree } from '../../answers/yaml-layout.ts';

const textOf = (hosts: unknown): string =>
  JSON.stringify(
    Array.isArray(hosts)
      ? (hosts as unknown[]).map((h) => (isTree(h) ? String(h.hostname) : String(h))).sort()
      : undefined,
  ) ?? '';

const namesOf = (root: Tree): string[] =>
  Array.isArray(root.hostnames)
    ? (root.hostnames as unknown[]).map((h) => (isTree(h) ? String(h.hostname) : String(h)))
    : [];

/** Whether versions of answers have the same host names of the gateway. */
export const haveSameHosts = (...versions: readonly Tree[]): boolean =>
  new Set(versions.filter((v) => v.services !== undefined).map((v) => textOf(v.hostnames))).size <= 1;

/** Answers in the form of merging, with the host names of the gateway at each service that has none. */
export const withOwnHosts = (form: Tree): Tree => {
  const hosts = namesOf(form);
  if (hosts.length === 0 || !isTree(form.services)) return form;
  const services = Object.entries(form.services).map(([name, s]) => {
    const service = s as Tree;
    if (service.hostnames !== undefined) return [name, service] as const;
    const { name: own, ...rest } = service;
    return [name, { ...(own !== undefined && { name: own }), hostnames: hosts, ...rest }] as const;
  });
  return { ...form, services: Object.fromEntries(services) };
};

/** The inverse: services that served all hosts and still do have none. `ours`, `theirs`: the versions without own hosts. */
export const withoutOwnHosts = (merged: Tree, ours: Tree, theirs: Tree): Tree => {
  if (!isTree(merged.services)) return merged;
  const all = textOf(merged.hostnames);
  const services = Object.entries(merged.services).map(([name, s]) => {
    const { hostnames, ...rest } = s as Tree;
    const old = [ours, theirs].flatMap((v) =>
      isTree(v.services) && isTree(v.services[name]) ? [v.services[name] as Tree] : [],
    );
    const servedAll = old.length > 0 && old.every((o) => o.hostnames === undefined);
    const known = new Set(namesOf(merged));
    // The host names of the file were replaced. A service that only the source has keeps to its own.
    const isOurs = isTree(ours.services) && ours.services[name] !== undefined;
    const isGone = servedAll && isOurs && Array.isArray(hostnames) && !hostnames.some((h) => known.has(String(h)));
    return [name, servedAll && (textOf(hostnames) === all || isGone) ? rest : s] as const;
  });
  return { ...merged, services: Object.fromEntries(services) };
};
