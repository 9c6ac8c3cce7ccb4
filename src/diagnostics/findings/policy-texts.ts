// Texts of findings about policies that several codes or cases share.
import type { Absence } from '../definition.ts';
import { aKind, listed } from '../shown.ts';
import { unlessItExists } from './references-parts.ts';

/** What follows from a policy that is refused. */
export const REJECTED = 'Envoy Gateway rejects the policy, and its routes respond with 500.';
/** The same, to follow a condition. */
export const NOT_ACCEPTED = 'The policy is rejected, and its routes respond with 500.';

const LOCATION = 'The policy requires a location of clients';
/** Why an authorization by location is refused. */
export const geo = {
  detection: ({ absence }: { readonly absence: Absence }) => ({
    what: `${LOCATION}, and no ClientTrafficPolicy ${absence === 'certain' ? '' : 'in these files '}sets clientIPDetection for a listener of its routes.`,
    why: unlessItExists(NOT_ACCEPTED, absence),
    fix: 'Set clientIPDetection in the ClientTrafficPolicy of the Gateway or of the listener.',
  }),
  modes: () => ({
    what: `${LOCATION}, and clientIPDetection does not have exactly one of xForwardedFor, customHeader and directSourceIP.`,
    why: REJECTED,
    fix: 'Set one of them.',
  }),
  trusted: () => ({
    what: `${LOCATION}, and clientIPDetection.xForwardedFor has trustedCIDRs.`,
    why: REJECTED,
    fix: 'Write numTrustedHops instead of trustedCIDRs.',
  }),
  provider: () => ({
    what: `${LOCATION}, and the EnvoyProxy of the Gateway has no geoIP.provider.`,
    why: REJECTED,
    fix: 'Set geoIP.provider in the EnvoyProxy.',
  }),
  database: ({ of, sources }: { readonly of: string; readonly sources: readonly string[] }) => ({
    what: `The policy requires the ${of} of clients, and geoIP.provider.maxMind of the EnvoyProxy has no ${listed(sources, 5, ' or ')}.`,
    why: REJECTED,
    fix: `Add ${sources[0]} to the EnvoyProxy.`,
  }),
};

/** Why a patch is refused. */
export const patch = {
  kind: ({ kind, wanted }: { readonly kind: string; readonly wanted: string }) => ({
    what: `The policy targets ${aKind(kind)}, and this Envoy Gateway applies patches to ${aKind(wanted)} only.`,
    why: 'Envoy Gateway rejects the policy. Nothing is patched.',
    fix: `Target the ${wanted}.`,
  }),
  merged: ({ name, classes }: { readonly name: string; readonly classes: readonly string[] }) => ({
    what: `The policy targets ${name}. The Gateways of GatewayClass ${listed(classes)} share their proxies (mergeGateways), so a patch must target the GatewayClass.`,
    why: 'Envoy Gateway rejects the policy. Nothing is patched.',
    fix: `Write targetRef: { group: gateway.networking.k8s.io, kind: GatewayClass, name: ${classes[0]} }.`,
  }),
};

/** Why a script is refused. */
export const lua = {
  disabled: () => ({
    what: 'Lua needs extensionApis.enableLua, which the configuration of Envoy Gateway does not set.',
    why: REJECTED,
    fix: 'Set extensionApis.enableLua: true in the configuration of Envoy Gateway, or remove the script.',
  }),
  functions: () => ({
    what: 'The script contains neither envoy_on_request nor envoy_on_response.',
    why: REJECTED,
    fix: 'Define function envoy_on_request(handle) or envoy_on_response(handle).',
  }),
  syntax: ({ line, near }: { readonly line: number; readonly near: string }) => ({
    what: `The script has a syntax error in line ${line}, near ${near}.`,
    why: REJECTED,
    fix: 'Correct the script.',
  }),
};
