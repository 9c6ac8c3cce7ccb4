// The first word of `import` is a kind. A file in its place, another program's name or a mistyped kind lead to the right command.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../../diagnostics/nearest.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import { IMPORTERS } from '../../importers/all-importers.ts';
import { type Environment, UserError } from '../environment.ts';
import { kindsIn, kindsText } from './kinds-in.ts';
import { isStream, sourceFiles } from './source-files.ts';

const NAMES = IMPORTERS.map((i) => i.name);

/** Words of other programs for a kind. */
const SYNONYMS: Readonly<Record<string, string>> = {
  nginx: 'ingress-nginx',
  ingress: 'ingress-nginx',
  ingresses: 'ingress-nginx',
  swagger: 'openapi',
  oas: 'openapi',
  oas3: 'openapi',
  deck: 'kong',
  'gateway-api': 'gateway-api',
  gatewayapi: 'gateway-api',
  gateway: 'gateway-api',
  httproute: 'gateway-api',
  httproutes: 'gateway-api',
  'envoy-gateway': 'gateway-api',
  envoygateway: 'gateway-api',
  ingressroute: 'traefik',
  ingressroutes: 'traefik',
};

const isThere = (environment: Environment, path: string): boolean =>
  path !== '' && statSync(resolve(environment.cwd, path), { throwIfNoEntry: false }) !== undefined;

const command = (kind: string, paths: readonly string[]): string =>
  `eg-api-gateway import ${kind} ${paths.map((p) => visibleLine(shellWord(p))).join(' ')}`;

/** The error for files in place of a kind: which kind they are. */
const withoutKind = async (environment: Environment, paths: readonly string[]): Promise<UserError> => {
  const [first] = paths as [string];
  const what = isStream(first)
    ? `The kind of source is missing.`
    : `${visibleLine(first)} is a file, not a kind of source.`;
  // Standard input can be read only once, and the next run needs it.
  if (paths.some(isStream))
    return new UserError(`${what} Write it first: ${command(`one of ${NAMES.join('|')}`, paths)}`);
  const found = kindsIn((await sourceFiles(environment, paths, undefined)).documents);
  const [kind, ...more] = found;
  if (!kind) return new UserError(`${what} It contains no source that can be imported. Kinds: ${NAMES.join(', ')}.`);
  if (more.length === 0)
    return new UserError(`${what} It contains ${kindsText(found)}. Run: ${command(kind.importer.name, paths)}`);
  const lines = found.map((f) => `  ${command(f.importer.name, paths)}`);
  return new UserError(`${what} It contains ${kindsText(found)}. Run one of:\n${lines.join('\n')}`);
};

/** Throws a user error for a word that is no kind. `rest`: the words after it. */
export const requireKind = async (environment: Environment, kind: string, rest: readonly string[]): Promise<void> => {
  if (NAMES.includes(kind)) return;
  if (isStream(kind) || isThere(environment, kind)) throw await withoutKind(environment, [kind, ...rest]);
  const lower = kind.toLowerCase();
  const meant = SYNONYMS[lower] ?? nearest(lower, NAMES);
  const shown = visibleLine(kind.slice(0, 200));
  if (/\.(ya?ml|json)$|\//.test(kind))
    throw new UserError(`${shown} does not exist. The first word is the kind of source: ${NAMES.join(', ')}.`);
  throw new UserError(
    meant === undefined
      ? `${shown} is not a kind of source. Kinds: ${NAMES.join(', ')}.`
      : `${shown} is not a kind of source. Did you mean: ${command(meant, rest)}`.trimEnd(),
  );
};
