// What became of each value of an imported file: codes of the report of `import`, by importer.
import type { Group } from '../definition.ts';
import { documentCodes } from './document-codes.ts';
import { frameCodes } from './frame-codes.ts';
import { gatewayApiCodes } from './gateway-api-codes.ts';
import { gatewayApiRouteCodes } from './gateway-api-codes-routes.ts';
import { gatewayApiPolicyCodes } from './gateway-api-policy-codes.ts';
import { gatewayApiTrafficCodes } from './gateway-api-traffic-codes.ts';
import { ingressCodes } from './ingress-codes.ts';
import { kongCodes } from './kong-codes.ts';
import { openapiAccessCodes } from './openapi-access-codes.ts';
import { openapiCodes } from './openapi-codes.ts';
import { sharedCodes } from './shared-codes.ts';

/** The groups with their headings, as `explain` lists them. */
export const IMPORT_GROUPS = [
  ['Imports: all kinds', frameCodes],
  ['Imports: what several kinds have', sharedCodes],
  ['Imports: files', documentCodes],
  ['Imports: Ingress', ingressCodes],
  ['Imports: OpenAPI', openapiCodes],
  ['Imports: OpenAPI, access', openapiAccessCodes],
  ['Imports: Kong', kongCodes],
  ['Imports: Gateway API', gatewayApiCodes],
  ['Imports: Envoy Gateway policies, access', gatewayApiPolicyCodes],
  ['Imports: Envoy Gateway policies, traffic', gatewayApiTrafficCodes],
  ['Imports: routes of Gateway API', gatewayApiRouteCodes],
] as const satisfies readonly (readonly [string, Group])[];

export const IMPORTS = {
  ...frameCodes,
  ...sharedCodes,
  ...documentCodes,
  ...ingressCodes,
  ...openapiCodes,
  ...openapiAccessCodes,
  ...kongCodes,
  ...gatewayApiCodes,
  ...gatewayApiPolicyCodes,
  ...gatewayApiTrafficCodes,
  ...gatewayApiRouteCodes,
} as const satisfies Group;
