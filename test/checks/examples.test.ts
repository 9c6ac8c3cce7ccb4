// The examples of codes: YAML, whose `before` gives the code and whose `after` does not. Each document of an example is merged
// into the object of its kind, and of its name if it has one, in a set of manifests without findings.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import type { FindingCode } from '../../src/diagnostics/catalogue.ts';
import type { Definition, Example } from '../../src/diagnostics/definition.ts';
import { explained } from '../../src/diagnostics/explain.ts';
import { FINDINGS } from '../../src/diagnostics/findings/all-findings.ts';
import { runCli } from '../cli/run-cli.ts';

interface Manifest {
  apiVersion?: string;
  kind: string;
  metadata?: { name?: string; namespace?: string | null };
}

const BASE = readFileSync(new URL('example-base.yaml', import.meta.url), 'utf8');
const documents = (text: string): Manifest[] => parseAllDocuments(text).map((d) => d.toJS() as Manifest);

/** API versions of kinds that the base does not contain. */
const VERSIONS: Readonly<Record<string, string>> = {
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  Backend: 'gateway.envoyproxy.io/v1alpha1',
  BackendTLSPolicy: 'gateway.networking.k8s.io/v1',
  ConfigMap: 'v1',
  EnvoyExtensionPolicy: 'gateway.envoyproxy.io/v1alpha1',
  EnvoyPatchPolicy: 'gateway.envoyproxy.io/v1alpha1',
  ListenerSet: 'gateway.networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  ReferenceGrant: 'gateway.networking.k8s.io/v1beta1',
  Secret: 'v1',
  TCPRoute: 'gateway.networking.k8s.io/v1alpha2',
};

/** Kinds without a namespace, as far as examples have them. */
const CLUSTER = ['Namespace', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

/** Objects of the base that an example replaces, or without which alone it has a fault. */
const WITHOUT: Partial<Record<FindingCode, readonly string[]>> = {
  AnonymousRoute: ['SecurityPolicy users', 'SecurityPolicy gateway'],
  CatchAllMissing: ['HTTPRoute not-found'],
  PolicyReplacesAuthentication: ['SecurityPolicy gateway'],
};

/** Findings about files, which more than objects decide; their tests are in the list of catalogue.test.ts. */
const NOT_RUN = new Set<string>([
  // Needs a certificate, of which an example cannot show what it is for.
  'CertificateNameMismatch',
  'DefinedTwice',
  'DuplicateField',
  'EditedByHand',
  'FileMissing',
  'FileUnreadable',
  'KustomizeNotBuilt',
  'NoManifests',
  'OwnedByTwoGateways',
  'PatchUnused',
  'TemplateNotRendered',
]);
/** Those of them that are about YAML itself. */
const NO_YAML = new Set<string>(['DuplicateField', 'FileUnreadable', 'TemplateNotRendered']);

const isMap = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

/** Maps are merged, null removes a field, everything else replaces it. */
const merged = (base: unknown, patch: unknown): unknown => {
  if (!isMap(base) || !isMap(patch)) return patch;
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete out[key];
    else out[key] = merged(out[key], value);
  return out;
};

/** The base with an example in it. */
const embedded = (example: string, without: readonly string[]): Manifest[] => {
  const all = documents(BASE).filter((o) => !without.includes(`${o.kind} ${o.metadata?.name}`));
  for (const patch of documents(example)) {
    const name = patch.metadata?.name;
    const namespace = patch.metadata?.namespace;
    const at = all.findIndex(
      (o) =>
        o.kind === patch.kind &&
        (name === undefined || o.metadata?.name === name) &&
        (!namespace || o.metadata?.namespace === namespace),
    );
    // An object with version and namespace is another one, even if the base has one of its name.
    if (at >= 0 && !(patch.apiVersion && namespace)) all[at] = merged(all[at], patch) as Manifest;
    else {
      const apiVersion = VERSIONS[patch.kind] ?? documents(BASE).find((o) => o.kind === patch.kind)?.apiVersion;
      const metadata = CLUSTER.includes(patch.kind) ? {} : { namespace: 'shop' };
      all.push(merged({ apiVersion, metadata }, patch) as Manifest);
    }
  }
  return all;
};

const codesOf = async (objects: readonly Manifest[]): Promise<string[]> => {
  const cwd = mkdtempSync(join(tmpdir(), 'example-'));
  writeFileSync(join(cwd, 'all.yaml'), objects.map((o) => stringify(o)).join('---\n'));
  const { stdout } = await runCli(['check', '.', '--json'], { cwd });
  return (JSON.parse(stdout) as { findings: { code: string }[] }).findings.map((f) => f.code);
};

const exampleOf = (code: string): Example => (FINDINGS as Record<string, Definition<unknown>>)[code]!.example!;
const CODES = Object.keys(FINDINGS) as FindingCode[];

test('the base has no finding', async () => expect(await codesOf(documents(BASE))).toEqual([]));

test.each(CODES.filter((code) => !NOT_RUN.has(code)))('%s: before gives it, after does not', async (code) => {
  const { before, after } = exampleOf(code);
  expect(await codesOf(embedded(before, WITHOUT[code] ?? []))).toContain(code);
  expect(await codesOf(embedded(after, WITHOUT[code] ?? []))).not.toContain(code);
});

test.each(CODES.filter((code) => !NO_YAML.has(code)))('%s: both parts of the example are YAML of maps', (code) => {
  const { before, after } = exampleOf(code);
  for (const document of parseAllDocuments(`${before}\n---\n${after}`)) {
    expect(document.errors).toEqual([]);
    expect(document.toJS()).toBeTypeOf('object');
  }
  const text = explained(code, FINDINGS[code] as Definition<unknown>);
  const [, shown] = /\nBefore:\n([\s\S]*)\n\nAfter:\n([\s\S]*)$/.exec(text)!;
  expect(documents(shown!.replaceAll(/^ {2}/gm, ''))).toEqual(documents(before));
});
