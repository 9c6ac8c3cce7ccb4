import { CATALOGUE, type FindingCode } from './catalogue.ts';
import { type Definition, sampleWords } from './definition.ts';
import type { Finding } from './finding.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Where a finding is, for tools that show it at the line. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** The rule of a code, described by its sample: what is wrong, then why and how to fix it. */
const ruleOf = (id: FindingCode): object => {
  const { what, why, fix } = sampleWords(CATALOGUE[id] as Definition<unknown>);
  return { id, shortDescription: { text: what }, help: { text: `${why} ${fix}` } };
};

/** Findings as SARIF 2.1.0 (OASIS), the form that code scanning of forges reads. */
export const sarif = (findings: readonly (Finding & { place?: Place | undefined })[], version: string): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'eg-api-gateway',
          version,
          rules: [...new Set(findings.map((f) => f.code))].map(ruleOf),
        },
      },
      results: findings.map((f) => ({
        ruleId: f.code,
        level: LEVEL[f.severity],
        message: { text: `${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message}` },
        ...(f.place
          ? {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: f.place.file },
                    region: { startLine: f.place.line, startColumn: f.place.column },
                  },
                },
              ],
            }
          : {}),
      })),
    },
  ],
});
