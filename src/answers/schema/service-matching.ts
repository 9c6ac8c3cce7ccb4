import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { matchValue } from '../../values/header-value.ts';
import { headerName, label, tokenName } from '../../values/scalars.ts';
import { queryValue, servicePath } from '../../values/service-path.ts';
import { METHODS } from './transform-schema.ts';

/** Which requests belong to a service. */
export const matchingKeys = {
  name: label.describe('Name of the service, a DNS label. The names of its routes begin with it.'),
  path: servicePath
    .optional()
    .describe(
      'Path of the service: a prefix `/v1/users`, one path `exact:/v1/users`, a template `/pets/{id}`, or a pattern `regex:/v1/users/[0-9]+`.',
    ),
  paths: z.array(servicePath).min(1).max(64).optional().describe('Several paths, instead of path.'),
  methods: z
    .array(z.enum(METHODS))
    .min(1)
    .optional()
    .describe(withDefault('HTTP methods that the service accepts', DEFAULTS.service.methods)),
  headers: z
    .record(headerName, matchValue)
    .optional()
    .describe('Headers that a request must have to reach this service, for example to select a version.'),
  query: z
    .record(tokenName, queryValue)
    .optional()
    .describe('Query parameters that a request must have to reach this service: `version: "2"`.'),
};
