import type { Intent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { configured, targets } from './configured-field.ts';

/** Extensions have no effect that a client must see, so their policies are compared field by field. */
export const extensionProbes = ({ extensions, namespace }: Intent): Probe[] =>
  extensions.map((e) =>
    configured(
      `${e.service}.extensions`,
      'the extensions apply to the routes',
      'extensions',
      'EnvoyExtensionPolicy',
      namespace,
      e.name,
      ...targets(e.targets),
    ),
  );
