import { withDefaults } from '../../crds/schema-defaults.ts';
import type { Intent } from '../../model/intent.ts';
import { argocdFiles } from './argocd.ts';
import { fluxFiles } from './flux.ts';
import type { DeliveryFile } from './unit.ts';

const TOOLS: Readonly<Record<'kustomize' | 'argocd' | 'flux', (intent: Intent) => DeliveryFile[]>> = {
  kustomize: () => [],
  // The root Application compares the others with stored objects, which contain defaults.
  argocd: (intent) =>
    argocdFiles(intent).map((file) => ({
      ...file,
      delivered: file.delivered.map((d) => ({ ...d, object: withDefaults(d.object) })),
    })),
  flux: fluxFiles,
};

/** The objects of the delivery tool. They depend only on the platform's model. */
export const deliveryFiles = (intent: Intent): DeliveryFile[] =>
  intent.teams && intent.delivery ? TOOLS[intent.delivery.tool](intent) : [];
