import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { label } from '../../values/scalars.ts';
import { gatewayService } from './gateway-service-schema.ts';

/** The Gateway object and its Service. */
export const gateway = z
  .strictObject({
    name: label.optional().describe(withDefault('Name of the Gateway', DEFAULTS.gateway.name)),
    namespace: label
      .optional()
      .describe(withDefault('Namespace of the Gateway, the routes and the policies', DEFAULTS.gateway.namespace)),
    service: gatewayService.optional(),
  })
  .optional()
  .describe('Name, namespace and Service of the Gateway.');
