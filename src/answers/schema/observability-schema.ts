import * as z from 'zod';
import { backendService } from '../../values/backend-address.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { prometheus } from './gateway-service-schema.ts';

/** What the proxies report, and where to. */
export const observability = later(() =>
  z
    .strictObject({
      accessLog: z
        .enum(['json', 'none'])
        .optional()
        .describe(
          withDefault('Access log of the proxies on stdout: `json` or `none`', DEFAULTS.observability.accessLog),
        ),
      prometheus: prometheus.optional(),
      tracing: z
        .strictObject({
          collector: backendService.describe(
            'Service of the OpenTelemetry collector (OTLP over gRPC): `otel-collector.observability:4317`.',
          ),
          sampling: z
            .number()
            .min(0)
            .max(100)
            .optional()
            .describe(withDefault('Percentage of requests that are traced, 0 to 100', DEFAULTS.observability.sampling)),
        })
        .optional()
        .describe('Sends traces to an OpenTelemetry collector.'),
    })
    .describe('Access log, metrics and traces.'),
);
