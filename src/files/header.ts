import spec from '../../templates/header.yaml.hbs';
import redis from '../../templates/headers/05-redis.hbs';
import secrets from '../../templates/headers/07-secrets.hbs';
import gatewayClass from '../../templates/headers/10-gatewayclass.hbs';
import teams from '../../templates/headers/15-teams.hbs';
import gateway from '../../templates/headers/20-gateway.hbs';
import certificate from '../../templates/headers/30-certificate.hbs';
import guards from '../../templates/headers/35-guards.hbs';
import httpRoutes from '../../templates/headers/40-httproutes.hbs';
import securityPolicies from '../../templates/headers/50-securitypolicies.hbs';
import backendTrafficPolicies from '../../templates/headers/60-backendtrafficpolicies.hbs';
import clientTrafficPolicy from '../../templates/headers/70-clienttrafficpolicy.hbs';
import observability from '../../templates/headers/80-observability.hbs';
import mesh from '../../templates/headers/85-mesh.hbs';
import network from '../../templates/headers/90-network.hbs';
import closed from '../../templates/headers/95-closed.hbs';
import argocdPlatform from '../../templates/headers/argocd-platform.hbs';
import argocdRoot from '../../templates/headers/argocd-root.hbs';
import argocdSet from '../../templates/headers/argocd-set.hbs';
import argocdTeam from '../../templates/headers/argocd-team.hbs';
import values from '../../templates/headers/envoy-gateway-values.hbs';
import fluxPlatform from '../../templates/headers/flux-platform.hbs';
import fluxTeam from '../../templates/headers/flux-team.hbs';
import fluxUnits from '../../templates/headers/flux-units.hbs';
import kustomization from '../../templates/headers/kustomization.hbs';
import units from '../../templates/headers/units.hbs';
import type { Stage } from '../objects/resource.ts';
import type { DeliveryFile } from '../resources/delivery/unit.ts';
import { namedInHeaders } from './answers-origin.ts';
import { fill } from './template.ts';

type Words = Stage | DeliveryFile['words'] | 'envoy-gateway-values' | 'kustomization' | 'units' | 'flux-units';

const WORDS: Readonly<Record<Words, TemplateSpecification>> = {
  '05-redis': redis,
  '07-secrets': secrets,
  '10-gatewayclass': gatewayClass,
  '15-teams': teams,
  '20-gateway': gateway,
  '30-certificate': certificate,
  '35-guards': guards,
  '40-httproutes': httpRoutes,
  '50-securitypolicies': securityPolicies,
  '60-backendtrafficpolicies': backendTrafficPolicies,
  '70-clienttrafficpolicy': clientTrafficPolicy,
  '80-observability': observability,
  '85-mesh': mesh,
  '90-network': network,
  '95-closed': closed,
  'envoy-gateway-values': values,
  kustomization,
  'argocd-platform': argocdPlatform,
  'argocd-root': argocdRoot,
  'argocd-set': argocdSet,
  'argocd-team': argocdTeam,
  'flux-platform': fluxPlatform,
  'flux-team': fluxTeam,
  'flux-units': fluxUnits,
  units,
};

const filled = new Map<string, string>();

/** What a file is for, in one paragraph. */
export const wordsOf = (file: keyof typeof WORDS): string => {
  const words = filled.get(file) ?? fill(WORDS[file], 'yaml', {}).replace(/\n$/, '');
  filled.set(file, words);
  return words;
};

/** Stands for the path in a header that is filled once for all files of a stage. */
const PATH = 'PATH-OF-THIS-FILE';
const headers = new Map<string, string>();

/**
 * The comment at the top of a generated YAML file. It depends on the file alone, never on how many others there are, so
 * that a new service does not change every header.
 */
export const yamlHeader = (
  file: keyof typeof WORDS,
  path: string,
  by: { readonly answersFile: string; readonly toolVersion: string },
): string => {
  const key = JSON.stringify([file, by.answersFile, by.toolVersion]);
  const header =
    headers.get(key) ??
    fill(spec, 'yaml', {
      words: wordsOf(file),
      path: PATH,
      numbered: /^\d/.test(path),
      named: namedInHeaders(by.answersFile),
      toolVersion: by.toolVersion,
    });
  headers.set(key, header);
  // Made of names of stages and services, which have no sign that a comment could not hold.
  return header.replace(PATH, () => path);
};
