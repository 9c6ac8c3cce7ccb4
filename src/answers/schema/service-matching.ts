import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { matchValue } from '../../values/header-value.ts';
import { headerName, label, path } from '../../values/scalars.ts';
import { METHODS } from './transform-schema.ts';

/** Which requests belong to a service. */
export const matchingKeys = {
  name: label.describe('Name of the service, a DNS label. The names of its routes begin with it.'),
  path: path.optional().describe('Path prefix of the service: `/v1/users`.'),
  paths: z.array(path).min(1).max(64).optional().describe('Several path prefixes, instead of path.'),
  methods: z
    .array(z.enum(METHODS))
    .min(1)
    .optional()
    .describe(withDefault('HTTP methods that the service accepts', DEFAULTS.service.methods)),
  headers: z
    .record(headerName, matchValue)
    .optional()
    .describe('Headers that a request must have to reach this service, for example to select a version.'),
};
