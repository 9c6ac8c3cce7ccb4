// Lines of validate.sh that send requests. Checks that differ only in the path, or in one header, share a line.
import { type Credential, partsOf } from '../auth/credential.ts';
import type { Check, Probe, ProbeRequest } from '../probes/probe.ts';
import { groupBy } from '../values/group-by.ts';
import { prefixOf, type Row, row } from './validate-row.ts';

export type Requesting = Extract<Check, { request: ProbeRequest }>;

/** A credential as one word, in the forms that `prepare` of the script accepts. */
const credentialWord = (c: Credential): string =>
  partsOf(c)
    .map((p) => ('name' in p ? `${p.as}:${p.variable}:${p.name}` : `${p.as}:${p.variable}`))
    .join(' ') || '-';

/** The function of the script, and what it expects. */
const expectation = (c: Requesting): [run: string, want: string] => {
  switch (c.kind) {
    case 'http': {
      const { status, header, absent } = c.expect;
      return ['http', `${status}${header ? `, ${header.name}: ${header.pattern}` : absent ? `, no ${absent}` : ''}`];
    }
    case 'grpc':
      return ['grpc', c.refused ? 'refused' : 'answered'];
    case 'forged':
      return ['removed', c.header];
    case 'hidden':
      return ['hidden', '-'];
    case 'backend':
      return ['backend', c.name];
    case 'rewritten':
      return ['rewritten', c.path];
    case 'tooLarge':
      return ['large', String(c.bytes)];
    case 'share':
      return ['share', `${c.count} ${c.low} ${c.high} ${c.canary}`];
    case 'limit': {
      const { limit, seconds, exact, headers, whose, all } = c;
      return [
        'limit',
        [limit, seconds, exact ? 'exact' : 'replica', headers ? 'headers' : 'none', whose, ...all].join(' '),
      ];
    }
  }
};

/** An ID with * in place of the part that differs between the checks of a line: the service, or the spelling of a path. */
const templateOf = (id: string, group: Probe['group']): { template: string; name: string } => {
  const last = group === 'paths' ? id.lastIndexOf('.') : -1;
  if (last >= 0) return { template: `${id.slice(0, last)}.*`, name: id.slice(last + 1) };
  const name = prefixOf(id);
  return name === '' ? { template: '*', name: id } : { template: `*${id.slice(name.length)}`, name };
};

const methodWord = ({ method, scheme, host }: ProbeRequest, hostname: string): string => {
  const other = host === undefined || host === hostname ? '' : ` ${host}`;
  return `${method}${other !== '' || scheme !== 'https' ? ` ${scheme}` : ''}${other}`;
};

/** The place of a header in the words of a line that is run for several headers. */
const EACH = '{}';

/** The header that a check is about. */
const headerOf = ({ check: c, id, group }: Probe): string | undefined => {
  if (c.kind === 'forged') return c.header;
  if (c.kind !== 'http') return undefined;
  return group === 'forged' ? /\.auth\.forged-(.+)$/.exec(id)?.[1] : c.expect.absent;
};

/** Checks that differ in the path and in one part of the ID. */
class Line {
  readonly #before: readonly string[];
  readonly #template: string;
  readonly #after: readonly string[];
  readonly #header: string | undefined;
  readonly #targets: { id: string; name: string; path: string }[] = [];

  constructor(before: readonly string[], template: string, after: readonly string[], header: string | undefined) {
    this.#before = before;
    this.#template = template;
    this.#after = after;
    this.#header = header;
  }

  add(id: string, name: string, path: string): void {
    this.#targets.push({ id, name, path });
  }

  #words(): Row['words'] {
    const [only] = this.#targets;
    const single = this.#targets.length === 1;
    const targets = single ? [only!.path] : this.#targets.map(({ name, path }) => [name, path]);
    return [...this.#before, single ? only!.id : this.#template, ...this.#after, '--', ...targets];
  }

  /** The words with a place in place of the header, if nothing else in them looks like the place. */
  #shared(): Row['words'] | undefined {
    const header = this.#header;
    const words = this.#words();
    if (header === undefined || words.flat().some((w) => w.includes(EACH))) return undefined;
    const isIn = (w: string): boolean =>
      w === header || w.endsWith(` ${header}`) || w.endsWith(`.${header}`) || w.endsWith(`-${header}`);
    const start = `${header}: `;
    const replaced = (w: string): string =>
      isIn(w)
        ? w.slice(0, -header.length) + EACH
        : w.startsWith(start)
          ? EACH + w.slice(header.length)
          : w.replace(` ${header} `, ` ${EACH} `);
    return words.map((w) => (typeof w === 'string' ? replaced(w) : w));
  }

  /** Lines that differ only in the header are one. */
  static rows(lines: readonly Line[]): Row[] {
    const groups = groupBy(lines, (l) => JSON.stringify(l.#shared() ?? l.#words()));
    return [...groups.values()].map((same) => {
      const [first] = same;
      const shared = first!.#shared();
      return same.length === 1 || !shared
        ? row(...first!.#words())
        : row('per', ...same.map((l) => l.#header!), '--', ...shared);
    });
  }
}

/** The lines of requests of one group of checks. */
export class RequestLines {
  readonly #lines = new Map<string, Line>();
  readonly #hostname: string;

  constructor(hostname: string) {
    this.#hostname = hostname;
  }

  add(probe: Probe, c: Requesting): void {
    const { id, title, networks, group } = probe;
    const { template, name } = templateOf(id, group);
    const [run, want] = expectation(c);
    const { credential, headers, path } = c.request;
    const before = [...(networks ? ['allowed', ...networks, '--'] : []), 'each', run];
    const after = [title, want, credentialWord(credential), methodWord(c.request, this.#hostname), ...headers];
    const key = [...before, template, ...after].join('\0');
    const line = this.#lines.get(key) ?? new Line(before, template, after, headerOf(probe));
    this.#lines.set(key, line);
    line.add(id, name, path);
  }

  rows(): Row[] {
    return Line.rows([...this.#lines.values()]);
  }
}
