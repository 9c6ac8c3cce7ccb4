// The catalogue: codes of one name each, texts of full sentences, and a test that produces each finding.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANSWERS } from '../../src/diagnostics/answers/all-refusals.ts';
import type { Definition } from '../../src/diagnostics/definition.ts';
import type { accessFindings } from '../../src/diagnostics/findings/access-findings.ts';
import { FINDING_GROUPS, FINDINGS } from '../../src/diagnostics/findings/all-findings.ts';
import type { attachmentFindings } from '../../src/diagnostics/findings/attachment-findings.ts';
import type { backendFindings } from '../../src/diagnostics/findings/backend-findings.ts';
import type { bodiesFindings } from '../../src/diagnostics/findings/bodies-findings.ts';
import type { certificateFindings } from '../../src/diagnostics/findings/certificate-findings.ts';
import type { clientTrafficFindings } from '../../src/diagnostics/findings/client-traffic-findings.ts';
import type { corsFindings } from '../../src/diagnostics/findings/cors-findings.ts';
import type { credentialFindings } from '../../src/diagnostics/findings/credential-findings.ts';
import type { extensionFindings } from '../../src/diagnostics/findings/extension-findings.ts';
import type { FindingDefinition } from '../../src/diagnostics/findings/finding-definition.ts';
import type { gatewayFindings } from '../../src/diagnostics/findings/gateway-findings.ts';
import type { hostFindings } from '../../src/diagnostics/findings/host-findings.ts';
import type { limitFindings } from '../../src/diagnostics/findings/limit-findings.ts';
import type { listenerFindings } from '../../src/diagnostics/findings/listener-findings.ts';
import type { listenerStatusFindings } from '../../src/diagnostics/findings/listener-status-findings.ts';
import type { networkFindings } from '../../src/diagnostics/findings/network-findings.ts';
import type { policyFindings } from '../../src/diagnostics/findings/policy-findings.ts';
import type { referencesFindings } from '../../src/diagnostics/findings/references-findings.ts';
import type { routeFindings } from '../../src/diagnostics/findings/route-findings.ts';
import type { sharingFindings } from '../../src/diagnostics/findings/sharing-findings.ts';
import type { trafficFindings } from '../../src/diagnostics/findings/traffic-findings.ts';
import { IMPORT_GROUPS } from '../../src/diagnostics/imports/all-imports.ts';
import { NOTICES } from '../../src/diagnostics/notices/all-notices.ts';
import { CATALOGUE } from '../../src/diagnostics/whole-catalogue.ts';

/** Each of these groups has a record of cases, by which a code without a case does not compile. */
type InARecord =
  | keyof typeof accessFindings
  | keyof typeof bodiesFindings
  | keyof typeof corsFindings
  | keyof typeof attachmentFindings
  | keyof typeof backendFindings
  | keyof typeof clientTrafficFindings
  | keyof typeof credentialFindings
  | keyof typeof gatewayFindings
  | keyof typeof hostFindings
  | keyof typeof extensionFindings
  | keyof typeof limitFindings
  | keyof typeof listenerFindings
  | keyof typeof listenerStatusFindings
  | keyof typeof certificateFindings
  | keyof typeof clientTrafficFindings
  | keyof typeof gatewayFindings
  | keyof typeof networkFindings
  | keyof typeof policyFindings
  | keyof typeof referencesFindings
  | keyof typeof routeFindings
  | keyof typeof sharingFindings
  | keyof typeof trafficFindings;

/** The test that produces each of the other findings. */
const TESTED_IN: Record<Exclude<keyof typeof FINDINGS, InARecord>, string> = {
  SchemaRejected: 'admission/findings',
  RuleRejected: 'admission/findings',
  MetadataRejected: 'admission/findings',
  NamespaceMissing: 'admission/findings',
  UnknownField: 'admission/findings',
  NotChecked: 'admission/findings',
  RulesNotEvaluated: 'admission/findings',
  PlaceholderValue: 'admission/unknown-values',
  DeprecatedField: 'checks/versions',
  ExperimentalChannel: 'checks/versions',
  VersionNotServed: 'checks/versions',
  DefinedTwice: 'cli/check-repository',
  KustomizeNotBuilt: 'cli/kustomize',
  OwnedByTwoGateways: 'cli/two-gateways',
  GatewayNameShared: 'cli/two-gateways',
  NoManifests: 'cli/check-repository',
  PatchUnused: 'cli/check-repository',
  TemplateNotRendered: 'cli/check-repository',
  DuplicateField: 'cli/check-files',
  EditedByHand: 'checks/sabotage',
  InvalidSetting: 'checks/policy-settings',
  PolicyLeftOut: 'checks/policy-settings',
  FileMissing: 'cli/check',
  FileUnreadable: 'cli/check-files',
  NotAnObject: 'cli/check-files',
  SuppressionExpired: 'cli/check',
  SuppressionInvalid: 'cli/check',
  SuppressionUnused: 'cli/check',
};

test.each(Object.entries(TESTED_IN))('%s is produced by test/%s.test.ts', (code, file) => {
  expect(readFileSync(new URL(`../${file}.test.ts`, import.meta.url), 'utf8')).toContain(code);
});

test('a code is in one group of the catalogue only', () => {
  const groups = [
    ANSWERS,
    NOTICES,
    ...FINDING_GROUPS.map(([, group]) => group),
    ...IMPORT_GROUPS.map(([, group]) => group),
  ];
  const codes = groups.flatMap((group) => Object.keys(group));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect(codes.sort()).toEqual(Object.keys(CATALOGUE).sort());
});

test.each(Object.entries(FINDINGS) as [string, Definition<unknown>][])(
  '%s says what is wrong, why it matters and how to fix it, with an example',
  (_, { words, sample, example }) => {
    const { what, why, fix } = words(sample);
    for (const part of [what, why, fix]) expect(part).toMatch(/^\S.*[^.]\.$/s);
    expect(example?.before).toBeTruthy();
    expect(example?.after).toBeTruthy();
    expect(example?.after).not.toBe(example?.before);
  },
);

test('information is advice, or the files do not decide it', () => {
  const all = Object.entries(FINDINGS) as [string, FindingDefinition<unknown>][];
  const info = all.filter(([, { severity }]) => severity === 'info');
  expect(info.filter(([, { risk }]) => risk !== 'advice' && risk !== 'unchecked').map(([code]) => code)).toEqual([]);
});

test.each(Object.entries(NOTICES) as [string, Definition<unknown>][])('%s is a sentence', (_, { words, sample }) =>
  expect(words(sample).what).toMatch(/^\S.*[^.]\.$/s),
);
