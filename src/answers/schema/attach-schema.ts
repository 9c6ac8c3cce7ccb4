// A Gateway that somebody else owns: the answers then describe routes and their policies only.
import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { label, objectName } from '../../values/scalars.ts';

export const attach = later(() =>
  z
    .strictObject({
      name: objectName.describe('Name of the existing Gateway.'),
      namespace: label.optional().describe(withDefault('Namespace of the existing Gateway', DEFAULTS.attach.namespace)),
      listener: objectName
        .optional()
        .describe(withDefault('Its https listener that the routes are attached to', DEFAULTS.attach.listener)),
      replicas: z
        .number()
        .int()
        .min(1)
        .max(5000)
        .optional()
        .describe('Number of its proxy replicas, by which local rate limits are divided. Required with local limits.'),
    })
    .describe(
      'Attaches the routes to a Gateway that somebody else owns: `{ name, namespace, listener }`. Only routes and their policies are generated.',
    ),
);
