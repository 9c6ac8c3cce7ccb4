import type { Credential, Expect, HttpProbe, KubectlProbe, LogProbe, Probe, Request, TlsProbe } from './probe.ts';

/** `key=value` of a probe's line in validate.sh. A key may come several times; what is empty is left out. */
export interface Word {
  readonly key: string;
  readonly value: string;
}

type Pair = readonly [key: string, value: string | number | undefined];

const credentialWord = (c: Credential): string => {
  const env = c.env.join('|');
  switch (c.in) {
    case 'header':
      return `header ${env} ${c.name}: ${c.prefix}`;
    case 'query':
    case 'cookie':
      return `${c.in} ${env} ${c.name}`;
    default:
      return `${c.in} ${env}`;
  }
};

const requestWords = (r: Request): Pair[] => [
  ['scheme', r.scheme === 'https' ? '' : r.scheme],
  ['method', r.method === 'GET' ? '' : r.method],
  ...r.paths.map((p): Pair => ['path', p]),
  ...r.headers.map(([n, v]): Pair => ['header', `${n}: ${v}`]),
  ['secret', r.credential ? credentialWord(r.credential) : ''],
  ['body', r.body === 'none' ? '' : r.body],
  ['version', r.version === 'any' ? '' : r.version],
];

const echoWord = (e: Expect['echo']): string => {
  switch (e?.type) {
    case 'forged':
      return `forged ${e.value}`;
    case 'path':
      return `path ${e.becomes}`;
    case 'backend':
      return `backend ${e.name} ${e.other}`;
    default:
      return '';
  }
};

const expectWords = (e: Expect): Pair[] => [
  ['status', e.status.join(' ')],
  ['never', e.never.join(' ')],
  ['grpc', e.grpc.join(' ')],
  ['nevergrpc', e.neverGrpc.join(' ')],
  ...e.has.map(([n, p]): Pair => ['has', `${n} ${p}`]),
  ...e.lacks.map((n): Pair => ['lacks', n]),
  ['echo', echoWord(e.echo)],
  ['cannottell', e.cannotTell ? `${e.cannotTell.status} ${e.cannotTell.reason}` : ''],
  ['service', e.service],
];

const tlsWords = (p: TlsProbe): Pair[] => [
  ['host', p.host],
  ['tls', 'version' in p.expect ? `${p.expect.type} ${p.expect.version}` : p.expect.type],
];

const kubectlWords = ({ object: o, check: c }: KubectlProbe): Pair[] => {
  const where: Pair[] = [
    ['resource', o.resource],
    ['namespace', o.namespace],
    ['object', o.name],
    ['check', c.type],
  ];
  switch (c.type) {
    case 'conditions':
      return [...where, ['true', c.true.join(' ')], ['on', c.on], ['maybe', c.mayBe.join(' ')]];
    case 'gateway':
      return [...where, ['listeners', c.listeners.join(' ')]];
    case 'fields':
      return [...where, ...c.fields.map(([path, value]): Pair => ['field', `${path} ${value}`])];
    case 'text':
      return [...where, ['field', `${c.path} ${c.pattern}`]];
  }
};

const httpWords = (p: HttpProbe): Pair[] => [...requestWords(p.request), ...expectWords(p.expect)];
const logWords = (p: LogProbe): Pair[] => [...requestWords(p.request), ['fields', p.fields.join(' ')]];

const own = (p: Probe): Pair[] => {
  switch (p.kind) {
    case 'http':
      return httpWords(p);
    case 'tls':
      return tlsWords(p);
    case 'kubectl':
      return kubectlWords(p);
    case 'log':
      return logWords(p);
    case 'limit':
      return [
        ...requestWords(p.request),
        ['service', p.service],
        ['scope', p.scope],
        ['counts', p.counts.join(' ')],
        ['seconds', p.seconds.join(' ')],
        ['replicas', p.replicas[1]],
        ['fresh', p.freshHeader],
        ['forged', p.forged ? `${p.forged[0]}: ${p.forged[1]}` : ''],
      ];
    case 'share':
      return [
        ...requestWords(p.request),
        ['service', p.service],
        ['canary', p.canary],
        ['stable', p.stable],
        ['least', p.between[0]],
        ['most', p.between[1]],
        ['vary', p.varyHeader ?? p.freshHeader],
      ];
  }
};

/** The words of a probe's line, in an order that reads well. */
export const wordsOf = (p: Probe): Word[] => {
  const pairs: Pair[] = [
    ['id', p.id],
    ['title', p.title],
    ...own(p),
    ...p.needs.map((n): Pair => ['needs', n.join('|')]),
    ['requests', p.requests],
    ['file', p.lookAt.file],
    ['about', p.lookAt.object],
    ['unable', p.unable],
  ];
  return pairs.flatMap(([key, value]) =>
    value === undefined || value === '' || (key === 'requests' && value === 0) ? [] : [{ key, value: String(value) }],
  );
};
