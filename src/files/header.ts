import spec from '../../templates/header.yaml.hbs';
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
import type { DeliveryFile } from '../resources/delivery/unit.ts';
import { STAGES, type Stage } from '../stages.ts';
import { namedInHeaders } from './answers-origin.ts';
import { fill } from './template.ts';

type OtherFile = DeliveryFile['words'] | 'envoy-gateway-values' | 'kustomization' | 'units' | 'flux-units';
export type HeaderOf = Stage | OtherFile;

const OTHERS: Readonly<Record<OtherFile, TemplateSpecification>> = {
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

const templateOf = (file: HeaderOf): TemplateSpecification =>
  file in STAGES ? STAGES[file as Stage].header : OTHERS[file as OtherFile];

const filled = new Map<string, string>();

/** The purpose of a file, in one paragraph. */
export const wordsOf = (file: HeaderOf): string => {
  const words = filled.get(file) ?? fill(templateOf(file), 'yaml', {}).replace(/\n$/, '');
  filled.set(file, words);
  return words;
};

/** Placeholder for the path in a header that is filled once for all files of a stage. */
const PATH = 'PATH-OF-THIS-FILE';
const headers = new Map<string, string>();

/**
 * The comment at the top of a generated YAML file. It depends only on the file, not on the number of files, so that a new service
 * does not change every header.
 */
export const yamlHeader = (
  file: HeaderOf,
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
  // The path consists of names of stages and services, which are safe in a comment.
  return header.replace(PATH, () => path);
};
