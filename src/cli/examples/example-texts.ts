// The answers files of examples/, as the build put them into the program: the package contains no folder of examples.
import environments from '../../../examples/environments/api-gateway.yaml?raw';
import dev from '../../../examples/environments/dev.yaml?raw';
import prod from '../../../examples/environments/prod.yaml?raw';
import isolatedMesh from '../../../examples/isolated-mesh/api-gateway.yaml?raw';
import jwtApi from '../../../examples/jwt-api/api-gateway.yaml?raw';
import minimal from '../../../examples/minimal/api-gateway.yaml?raw';
import partnerKeys from '../../../examples/partner-keys/api-gateway.yaml?raw';
import teams from '../../../examples/teams/api-gateway.yaml?raw';
import catalog from '../../../examples/teams/teams/catalog.yaml?raw';
import payments from '../../../examples/teams/teams/payments.yaml?raw';
import type { ExampleName } from './example-names.ts';

/** The files of an example, by their path from its folder. */
export interface ExampleFiles {
  readonly answers: string;
  /** Files that change the answers of the first one, one for each environment: `-f api-gateway.yaml -f prod.yaml`. */
  readonly overlays?: Readonly<Record<string, string>>;
  /** Files of teams, which the first one names. */
  readonly teams?: Readonly<Record<string, string>>;
}

/** The files of each example. */
export const EXAMPLE_FILES: Readonly<Record<ExampleName, ExampleFiles>> = {
  minimal: { answers: minimal },
  'jwt-api': { answers: jwtApi },
  'partner-keys': { answers: partnerKeys },
  environments: { answers: environments, overlays: { 'dev.yaml': dev, 'prod.yaml': prod } },
  teams: { answers: teams, teams: { 'teams/payments.yaml': payments, 'teams/catalog.yaml': catalog } },
  'isolated-mesh': { answers: isolatedMesh },
};
