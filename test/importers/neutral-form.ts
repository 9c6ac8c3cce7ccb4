// Makes parts of the neutral form in a test, and imports them as the command does.
import type { Importer } from '../../src/importers/importer.ts';
import type { Neutral, NeutralAuth, NeutralService, Part, Sourced } from '../../src/importers/neutral/neutral.ts';
import { type ImportResult, runImport } from '../../src/importers/run-import.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import { SourceNode } from '../../src/importers/source/source-node.ts';

/** The document that the values of a test come from. */
export const rootOf = (text: string): SourceNode => new SourceNode(readSource('source.yaml', text).documents[0]!);

export const sourced = (values: readonly string[], from: readonly SourceNode[] = []): Sourced[] =>
  values.map((value) => ({ value, from }));

const ROOT = rootOf('kind: Test\n');

/** A service with a backend; `more` replaces its parts. */
export const service = (
  name: string,
  paths: readonly string[],
  auth: NeutralAuth,
  {
    hosts = [],
    parts = {},
    origin = ROOT,
    backend = 'shop/users:8080',
  }: {
    hosts?: readonly string[];
    parts?: Readonly<Record<string, unknown>>;
    origin?: SourceNode;
    backend?: string;
  } = {},
): NeutralService => ({
  name,
  hosts: sourced(hosts),
  paths: sourced(paths),
  parts: Object.entries({ backend, ...parts }).map(([key, value]): Part => ({ key, value, from: [] })),
  auth,
  origin,
});

export const PUBLIC: NeutralAuth = { is: 'public', reason: 'The source says so.', from: [] };
export const UNSTATED: NeutralAuth = { is: 'unstated', from: [] };

/** JWT of an issuer; `parts` replace those that it needs. */
export const jwt = (name = 'customers', parts: Readonly<Record<string, unknown>> = {}): NeutralAuth => ({
  is: 'methods',
  need: 'any',
  from: [],
  methods: [
    {
      name,
      identity: name,
      parts: Object.entries({
        type: 'jwt',
        issuer: `https://${name}.example.com/`,
        jwks: 'fromIssuer',
        audiences: ['api'],
        ...parts,
      }).map(([key, value]): Part => ({ key, value, from: [] })),
    },
  ],
});

/** Imports a neutral form; `text`: the document that it comes from. */
export const importNeutral = (
  neutral: Partial<Neutral>,
  documents = [ROOT.document],
  parts: Readonly<Record<string, unknown>> = { 'gateway.namespace': 'edge', 'tls.secret': 'api-tls' },
): Promise<ImportResult> => {
  const importer: Importer = {
    name: 'test',
    title: 'tests',
    reads: () => true,
    load: async () => () => ({
      services: [],
      lists: [],
      ...neutral,
      root: [...Object.entries(parts).map(([key, value]): Part => ({ key, value, from: [] })), ...(neutral.root ?? [])],
    }),
  };
  return runImport(importer, documents, { group: 'fewest' });
};

/** The services of the answers by name. */
export const servicesOf = ({ answers }: ImportResult): Record<string, Record<string, unknown>> =>
  Object.fromEntries(((answers.services ?? []) as Record<string, unknown>[]).map((s) => [String(s.name), s]));
