import { definitionOf, type FindingCode } from './catalogue.ts';
import { sampleWords } from './definition.ts';
import type { Located, Place } from './place.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

/** The rule of a code, described by its sample: what is wrong, then why and how to fix it. */
const ruleOf = (id: FindingCode): object => {
  const { what, why, fix } = sampleWords(definitionOf(id));
  return { id, shortDescription: { text: what }, help: { text: `${why} ${fix}` } };
};

const locationOf = ({ file, line, column, excerpt }: Place): object => ({
  artifactLocation: { uri: file },
  region: { startLine: line, startColumn: column, ...(excerpt !== undefined && { snippet: { text: excerpt } }) },
});

/**
 * Findings as SARIF 2.1.0 (OASIS), the form that code scanning of forges reads. `stateOf`: how a finding compares with a
 * baseline (section 3.27.24); undefined: there is none.
 */
export const sarif = (
  findings: readonly Located[],
  version: string,
  stateOf: (finding: Located) => 'new' | 'unchanged' | undefined = () => undefined,
): object => ({
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
        ...(stateOf(f) && { baselineState: stateOf(f) }),
        message: { text: `${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message}` },
        properties: { risk: f.risk },
        ...(f.place
          ? {
              locations: [{ physicalLocation: locationOf(f.place) }],
            }
          : {}),
        ...(f.relatedPlace && {
          relatedLocations: [{ physicalLocation: locationOf(f.relatedPlace), message: { text: f.related ?? '' } }],
        }),
      })),
    },
  ],
});
