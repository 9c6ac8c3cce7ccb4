// HTTPS listeners on one port whose hostnames or certificates overlap (checkOverlappingTLSConfig in listener.go).
import { groupBy } from '../../values/group-by.ts';
import type { Snapshot } from '../snapshot.ts';
import { keysOfName, overlap } from './host-names.ts';
import { listenerName } from './listener-sets.ts';
import type { ListenerVerdict } from './verdict.ts';

/** Two listeners that overlap, and in which names. */
interface Pair {
  readonly first: number;
  readonly second: number;
}

/**
 * Pairs each item with those after it that have a name in common, and that are in no pair yet. The controller compares all pairs; here
 * each name leads to the items with it, and a list is dropped once its items are paired, so the time is linear.
 */
const pairsOf = (names: readonly (readonly (string | undefined)[])[]): Pair[] => {
  const byName = new Map<string, number[]>();
  const add = (key: string, i: number): void => {
    const known = byName.get(key);
    if (known) known.push(i);
    else byName.set(key, [i]);
  };
  const any: number[] = [];
  for (const [i, list] of names.entries())
    for (const name of list) {
      if (name === undefined) any.push(i);
      else {
        add(`is ${name}`, i);
        const { above } = keysOfName(name);
        if (above !== undefined) add(`below ${above}`, i);
      }
    }
  const paired = new Set<number>();
  const pairs: Pair[] = [];
  const pair = (i: number, candidates: Iterable<number>): void => {
    for (const j of candidates) {
      if (j <= i || paired.has(j)) continue;
      paired.add(j);
      pairs.push({ first: i, second: j });
    }
  };
  const take = (key: string): number[] => {
    const list = byName.get(key) ?? [];
    byName.delete(key);
    return list;
  };
  for (const [i, list] of names.entries()) {
    if (paired.has(i)) continue;
    if (list.includes(undefined)) pair(i, names.keys());
    for (const name of list) {
      if (name === undefined) continue;
      const { own, above } = keysOfName(name);
      pair(i, take(`is ${own}`));
      if (above !== undefined) pair(i, take(`is ${above}`));
      pair(i, take(`below ${own}`));
    }
    pair(i, list.length > 0 ? any.splice(0) : []);
  }
  return pairs;
};

const CONDITION = 'OverlappingTLSConfig';

/** Reports both listeners of each pair; each listener once. */
const reportPairs = (pairs: readonly Pair[], report: (at: number, other: number, first: boolean) => void): void => {
  const done = new Set<number>();
  for (const { first, second } of pairs)
    for (const [a, b] of [
      [first, second],
      [second, first],
    ] as const) {
      if (done.has(a)) continue;
      done.add(a);
      report(a, b, a === first);
    }
};

const checkHostnames = (verdicts: readonly ListenerVerdict[]): void => {
  const pairs = pairsOf(verdicts.map((v) => [v.listener.hostname]));
  reportPairs(pairs, (i, j) => {
    const verdict = verdicts[i]!;
    const other = verdicts[j]!.listener;
    const { field, hostname } = verdict.listener;
    const at = { type: CONDITION, reason: 'OverlappingHostnames', field: `${field}.hostname` } as const;
    verdict.add(at, 'OverlappingHostnames', {
      hostname,
      other: listenerName(other),
      otherHostname: other.hostname,
    });
  });
};

/** Names of certificates, and the Secrets of those whose names are not known: a certificate overlaps with itself. */
const certificateKeys = (verdict: ListenerVerdict): string[] =>
  verdict.certificates.flatMap(({ problem, isSds, names, secret }) => {
    if (problem || isSds) return [];
    return names ? [...names] : [`Secret ${secret}`];
  });

/** Whether a policy sets the protocols of TLS for the listener, so that HTTP/2 is not disabled. */
const setsAlpn = (snapshot: Snapshot, { listener: { owner, name } }: ListenerVerdict): boolean =>
  snapshot.attachments.on(owner, 'ClientTrafficPolicy', name).some((policy) => hasAlpn(policy.spec));
const hasAlpn = (spec: unknown): boolean =>
  (spec as { tls?: { alpnProtocols?: unknown } } | undefined)?.tls?.alpnProtocols !== undefined;

const checkCertificates = (snapshot: Snapshot, verdicts: readonly ListenerVerdict[]): void => {
  const keys = verdicts.map(certificateKeys);
  const pairs = pairsOf(keys);
  reportPairs(pairs, (i, j, first) => {
    const [verdict, other] = [verdicts[i]!, verdicts[j]!];
    const { field } = verdict.listener;
    const at = { type: CONDITION, reason: 'OverlappingCertificates', field: `${field}.tls.certificateRefs` } as const;
    const name = listenerName(other.listener);
    const more = { first, keepsHttp2: setsAlpn(snapshot, verdict) };
    const [own, others] = [keys[i]!, keys[j]!];
    const same = verdict.certificates.find((c) => other.certificates.some((o) => o.secret === c.secret));
    verdict.drop('OverlappingHostnames');
    if (same) {
      verdict.add(at, 'OverlappingCertificates', { case: 'secret', of: { secret: same.secret, other: name, ...more } });
      return;
    }
    const found = own.find((n) => others.some((o) => overlap(n, o))) ?? own[0]!;
    const otherName = others.find((o) => overlap(found, o)) ?? others[0]!;
    verdict.add(at, 'OverlappingCertificates', { case: 'names', of: { name: found, otherName, other: name, ...more } });
  });
};

/** A certificate from a socket may overlap with any other, so HTTP/2 is disabled. */
const checkSockets = (verdicts: readonly ListenerVerdict[]): void => {
  const sockets = verdicts.filter((v) => v.certificates.some((c) => c.isSds && !c.problem));
  if (verdicts.length < 2 || sockets.length === 0) return;
  const hostnames = new Set(sockets.map((v) => v.listener.hostname));
  for (const verdict of verdicts) {
    const names = certificateKeys(verdict);
    if (!sockets.includes(verdict) && !hostnames.has(undefined)) {
      const met = names.some((n) => {
        const { own, above } = keysOfName(n);
        return hostnames.has(own) || (above !== undefined && hostnames.has(above));
      });
      if (!met) continue;
    }
    const at = { type: CONDITION, reason: 'SDSCertificateOpaque', field: `${verdict.listener.field}.tls` } as const;
    verdict.drop('OverlappingHostnames');
    verdict.add(at, 'SDSCertificateOpaque');
  }
};

/** Overlaps between the HTTPS listeners of a Gateway, or of Gateways that share their proxies. */
export const checkOverlaps = (snapshot: Snapshot, verdicts: readonly ListenerVerdict[]): void => {
  const https = verdicts.filter(
    (v) => v.listener.protocol === 'HTTPS' && v.listener.port !== undefined && v.served !== 'no',
  );
  for (const onPort of groupBy(https, (v) => v.listener.port).values()) {
    if (onPort.length < 2) continue;
    checkHostnames(onPort);
    checkSockets(onPort);
    checkCertificates(snapshot, onPort);
  }
};
