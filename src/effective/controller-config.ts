// The configuration of the controller, as far as it decides what the controller accepts.
import { entries, fields, text } from './objects/loose-objects.ts';
import type { Snapshot } from './snapshot.ts';

/** A kind that an extension server adds. */
interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Settings of the EnvoyGateway configuration; undefined: the configuration is not known. */
export interface ControllerConfig {
  readonly backends: boolean | undefined;
  readonly sds: boolean | undefined;
  /** Proxies run on the host of the controller, so that addresses of the host are allowed. */
  readonly onHost: boolean | undefined;
  /** Kinds that routes may use as filters and as backends. */
  readonly extensions: readonly GroupKind[] | undefined;
}

/** The configuration of the controller (api/v1alpha1/envoygateway_types.go); computed once. */
export const controllerConfig = (snapshot: Snapshot): ControllerConfig => snapshot.index(read);

const read = ({ config }: Snapshot): ControllerConfig => {
  if (config === undefined) return { backends: undefined, sds: undefined, onHost: undefined, extensions: undefined };
  const { extensionApis, extensionManager, extensionManagers, provider } = fields(config);
  const { enableBackend, enableSDSSecretRef } = fields(extensionApis);
  const several = entries(extensionManagers);
  const managers = several.length > 0 ? several : [fields(extensionManager)];
  const { type, custom } = fields(provider);
  return {
    backends: enableBackend === true,
    sds: enableSDSSecretRef === true,
    onHost: type === 'Custom' && fields(fields(custom).infrastructure).type === 'Host',
    extensions: managers
      .flatMap((m) => [...entries(m.resources), ...entries(m.backendResources)])
      .map((r) => ({ group: text(r.group) ?? '', kind: text(r.kind) ?? '' })),
  };
};

/** Whether an extension server adds a kind; undefined: the configuration is not known. */
export const isExtension = (snapshot: Snapshot, group: string, kind: string): boolean | undefined =>
  controllerConfig(snapshot).extensions?.some((e) => e.group === group && e.kind === kind);
