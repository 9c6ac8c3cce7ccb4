// A location of an Ingress as a service: its path, its rewrite and the answers of its annotations.
import type { NeutralAuth, NeutralService, Part, SourceOrder } from '../neutral/neutral.ts';
import { placeholderIn } from '../neutral/placeholders.ts';
import { startOf } from '../neutral/reach.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { Aliases } from './ingress-aliases.ts';
import { byTable, dropped } from './ingress-annotations.ts';
import { backendParts, type Ports, protocolOf, servicePortOf } from './ingress-backends.ts';
import { canaryParts } from './ingress-canary.ts';
import type { Ingress, Location } from './ingress-objects.ts';
import { sessionParts } from './ingress-traffic.ts';
import { type AnswerPath, answerPath, type NoPath, patternRewrite, type Rewriting, rewriteOf } from './nginx-paths.ts';

/** What all locations of an Ingress have in common. */
export interface OfIngress {
  readonly ingress: Ingress;
  readonly isForeign: boolean;
  readonly parts: readonly Part[];
  readonly auth: NeutralAuth;
  /** Names of server-alias by host. */
  readonly aliases: Aliases;
}

/** The values of pathType. */
export const TYPES: ReadonlySet<string> = new Set(['Prefix', 'Exact', 'ImplementationSpecific']);

/** Controllers of other classes read a star at the end as everything below. */
const foreignPath = (text: string): string => text.replace(/\/\*$/, '') || '/';

/** The path of a location as answers write it. */
export const pathOf = ({ path, type }: Location, isForeign: boolean, isPattern: boolean): AnswerPath | NoPath => {
  const text = path.text?.trim() ?? '/';
  // The frame asks for values that are not known.
  if (placeholderIn(text) !== undefined) return { kind: 'prefix', paths: [text] };
  const kind = TYPES.has(type.text ?? '') ? (type.text as 'Prefix' | 'Exact') : 'ImplementationSpecific';
  return answerPath({ text: isForeign ? foreignPath(text) : text, type: kind, isPattern });
};

/** How nginx compares a location with others: first the host, then patterns by their length and text, else the longest prefix. */
export const orderOf = (ingress: Ingress, location: Location, isPattern: boolean): SourceOrder => ({
  ...orderInServer(ingress, location, isPattern),
  // Controllers of two classes have servers of their own.
  server: ingress.className?.text,
});

const orderInServer = ({ place }: Ingress, { host, path, type }: Location, isPattern: boolean): SourceOrder => {
  const text = path.text?.trim() || '/';
  // The server of an exact name has precedence over the one of a wildcard, even if it has no such path.
  const server = host?.text === undefined ? 0 : host.text.startsWith('*.') ? host.text.length : 1000;
  if (isPattern)
    return {
      rank: [server, text.length, ...[...text].map((c) => c.codePointAt(0)!), -place],
      isText: !text.endsWith('$'),
      ignoresCase: true,
      // The dot is any character.
      ...(/(?<!\\)\.(?![*+?{])/.test(text) && { start: startOf(text.replace(/^\^/, '')) }),
      ...widerOf(text),
    };
  if (type.text === 'Exact') return { rank: [server, 1_000_000, -place] };
  const isPrefix = type.text === 'Prefix';
  const length = isPrefix && text !== '/' ? plain(text).length + 1 : text.length;
  return { rank: [server, length, -place], isText: !isPrefix, ...(isPrefix ? {} : widerOf(text)) };
};

const plain = (path: string): string => path.replace(/(.)\/+$/, '$1');

/** A prefix that ends with a slash becomes one that also matches the path without it. */
const widerOf = (text: string): { wider?: string[] } => {
  const prefix = /^\^?(\/[A-Za-z0-9._~/-]*?)\/(?:\(?\.[*+].*)?$/.exec(text)?.[1];
  return prefix ? { wider: [prefix] } : {};
};

/** The rewrite of a path; undefined: the Ingress has none. */
const rewritingOf = (
  { ingress, isForeign }: OfIngress,
  path: AnswerPath,
  text: string,
): Rewriting | NoPath | undefined => {
  const target = ingress.annotations.take('rewrite-target').text?.trim() ?? '';
  return isForeign || target === '' || target === text ? undefined : rewriteOf(path, target);
};

const leaveOut = (location: Location, why: string, ledger: Ledger): undefined => {
  const path = location.path.text ?? '/';
  ledger.say(location.at, 'IngressPathLeftOut', { path, why });
  return undefined;
};

/** Answers that a gRPC service cannot have. */
const withoutBody = (parts: readonly Part[], ledger: Ledger): Part[] =>
  parts.filter((part) => {
    const isKept = part.key !== 'maxRequestBody';
    if (!isKept)
      for (const node of part.from)
        ledger.add(node, dropped(node, 'A gRPC service has no limit for bodies, because its requests are streams.'));
    return isKept;
  });

/** Why a location has no session at one pod; undefined: it can have one. */
const sessionRefused = (path: AnswerPath, isGrpc: boolean, isTls: boolean, hasCanary: boolean): string | undefined =>
  hasCanary
    ? 'A service with a canary has no sessionPersistence, because the canary is chosen first.'
    : isGrpc || isTls || path.kind === 'pattern' || path.kind === 'template'
      ? 'sessionPersistence is not available for gRPC, https backends and patterns.'
      : undefined;

/** What a service is made of, and whether it has exactly the requests that nginx gives it. */
interface Made {
  readonly service: NeutralService;
  readonly isExact: boolean;
}

/** The service of a location; undefined: it was left out, and the report contains why. */
export const serviceOf = (
  of: OfIngress,
  location: Location,
  isPattern: boolean,
  canary: { readonly ingress: Ingress; readonly location: Location } | undefined,
  ports: Ports,
  ledger: Ledger,
): Made | undefined => {
  const { ingress, isForeign, auth, aliases } = of;
  const to = servicePortOf(location.backend, ingress, ports);
  const text = location.path.text?.trim() ?? '/';
  const { why, isGrpc, isTls } = protocolOf(ingress);
  if (!to || why !== undefined) {
    const resource = location.backend.get('resource', 'kind').text;
    const reason =
      why ?? (resource ? `its backend is a resource of kind ${resource}` : 'it has no Service with a port');
    ledger.say(location.at, 'IngressNoBackend', { path: text, why: reason });
    const protocol = ingress.annotations.take('backend-protocol');
    if (why !== undefined && protocol.exists) ledger.add(protocol, byTable('fastcgi-index', protocol));
    return undefined;
  }
  const simple = pathOf(location, isForeign, isPattern);
  if (!('kind' in simple)) return leaveOut(location, simple.why, ledger);
  const found = rewritingOf(of, simple, text);
  const target = ingress.annotations.take('rewrite-target');
  const isGeneral = found !== undefined && 'why' in found;
  const general = isGeneral && isPattern ? patternRewrite(text, target.text?.trim() ?? '') : undefined;
  if (isGeneral && !general) return leaveOut(location, found.why, ledger);
  const { path, rewriting } = general ?? { path: simple, rewriting: isGeneral ? undefined : found };
  const answer = path.paths.join(', ');
  if (path.difference)
    ledger.say(location.path.exists ? location.path : location.at, 'IngressPathNear', {
      path: text,
      answer,
      difference: path.difference,
    });
  else if (isPattern && answer !== '/') ledger.say(location.path, 'IngressPathCase', { path: text, answer });
  const rewrites: Part[] = rewriting?.rewrite
    ? [
        {
          key: 'rewrite',
          value: rewriting.rewrite,
          from: [target],
          ...(rewriting.replacesAll && {
            said: said('IngressRewriteWhole', { target: rewriting.rewrite, path: path.paths[0]! }),
          }),
        },
      ]
    : [];
  if (target.exists && rewrites.length === 0)
    ledger.add(
      target,
      rewriting?.replacesAll
        ? said('IngressRewriteWhole', { target: target.text ?? '', path: path.paths[0]! })
        : said('NoEffect'),
    );
  const session = isForeign
    ? []
    : sessionParts(ingress.annotations, ledger, sessionRefused(path, isGrpc, isTls, canary !== undefined));
  const known = location.host === undefined ? [] : [{ value: location.host.text!, from: [location.host] }];
  if (location.host === undefined)
    ledger.add(location.at.get('host'), said('IngressEveryHost', { service: to.service }), ['services']);
  const parts = [...of.parts, ...session, ...rewrites];
  return {
    isExact: (!isPattern || answer === '/') && path.difference === undefined,
    service: {
      name: to.service,
      origin: location.at,
      ...(!isForeign && { order: orderOf(ingress, location, isPattern) }),
      hosts: [...known, ...known.flatMap(({ value }) => aliases.get(value) ?? [])],
      paths: path.paths.map((value) => ({ value, from: [location.path, location.type].filter((n) => n.exists) })),
      parts: [
        ...backendParts(ingress, location, ports, ledger),
        ...(isGrpc ? withoutBody(parts, ledger) : parts),
        ...(canary ? canaryParts(canary.ingress, canary.location, ports, ledger) : []),
      ],
      auth,
    },
  };
};
