// The table of validate.sh: probes as lines in the words that validate-engine.sh has. Probes that are alike share a line.
import type { Check, Probe } from '../probes/probe.ts';
import { groupBy } from '../values/group-by.ts';
import type { PlacedProbe } from './pointers.ts';
import { ObjectSets } from './validate-fields.ts';
import { type Requesting, RequestLines } from './validate-requests.ts';
import { type Row, row } from './validate-row.ts';

/** What the table needs to know about the gateway. */
export interface TableContext {
  readonly hostname: string;
  readonly namespace: string;
  /** The patterns of `NAME=LISTENER...` that routes match. */
  readonly listeners: readonly string[];
}

/** The words of a check that sends no request of the table. */
const wordsOf = (
  c: Exclude<Check, Requesting | { kind: 'configured' | 'accepted' }>,
  { listeners }: TableContext,
): string[] => {
  switch (c.kind) {
    case 'listeners':
      return ['listeners', c.resource, ...listeners];
    case 'foreign':
      return ['foreign', c.how, c.path];
    case 'tls':
      return ['tls', c.version, c.accepted ? 'accepted' : 'refused', ...(c.ciphers ?? [])];
    case 'stream':
      return ['stream', c.tls ? 'tls' : 'tcp', String(c.port), c.server ?? '-', ...c.networks];
    case 'http2':
      return ['version', '--http2', c.version ?? '2', ...(c.host === undefined ? [] : [c.host])];
    case 'http3':
      return ['version', '--http3-only', '3'];
    case 'unreachable':
      return ['unreachable', ...c.backends];
    case 'enrolled':
      return ['enrolled', c.mode];
    case 'dropped':
      return ['dropped', c.pods, ...c.namespaces];
    case 'log':
      return ['log', c.path];
    case 'programmed':
    case 'underscores':
    case 'uncertified':
      return [c.kind];
  }
};

/** Lines with one file to look at; `named`: the lines name it themselves. */
interface Part {
  readonly named: boolean;
  readonly rows: () => readonly Row[];
}

/** The parts of the probes of one group and file, in the order of their first probe. */
const partsOf = (probes: readonly Probe[], file: string, context: TableContext): Part[] => {
  const out: Part[] = [];
  const add = (rows: Part['rows'], named = false): void => {
    out.push({ named, rows });
  };
  const objects = new ObjectSets();
  let requests: RequestLines | undefined;
  for (const probe of probes) {
    const { check: c, id, title, unseen } = probe;
    if (unseen !== undefined) add(() => [row('unseen', unseen, 'check', id, title, '-')]);
    else if (c.kind === 'configured') {
      const made = objects.add(probe, c, file);
      if (made) add(() => made.rows(), true);
    } else if (c.kind === 'accepted')
      add(() => [row('accepted', c.resource, c.namespace ?? context.namespace, file, ...c.names)], true);
    else if ('request' in c) {
      if (!requests) {
        const made = new RequestLines(context.hostname);
        add(() => made.rows());
        requests = made;
      }
      requests.add(probe, c);
    } else add(() => [row('check', id, title, ...wordsOf(c, context))]);
  }
  return out;
};

/** All lines, in the order in which the checks run: by group, and by the file to look at. */
export const validateRows = (placed: readonly PlacedProbe[], context: TableContext): Row[] => {
  const rows: Row[] = [];
  for (const [group, list] of groupBy(placed, ({ probe }) => probe.group)) {
    let current: string | undefined;
    for (const [file, own] of groupBy(list, (p) => p.file)) {
      const probes = own.map(({ probe }) => probe);
      for (const { named, rows: lines } of partsOf(probes, file, context)) {
        if (current === undefined || (current !== file && !named))
          rows.push({ words: named ? ['group', group] : ['group', group, file], indent: '  ' });
        current = file;
        rows.push(...lines());
      }
    }
  }
  return rows;
};
