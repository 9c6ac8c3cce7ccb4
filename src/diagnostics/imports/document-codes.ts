// Codes about whole documents, whatever is imported.
import { imported } from './import-definition.ts';

export const documentCodes = {
  DocumentNotRead: imported<{ why: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { why: 'Missing closing "quote' },
    words: ({ why }) => ({
      what: `This document cannot be read: ${why.replace(/[.:]$/, '')}.`,
      why: 'Nothing in it was imported.',
      fix: 'Correct it, and import again.',
    }),
  }),
  DuplicateKey: imported<{ key: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { key: 'rewrite-target' },
    words: ({ key }) => ({
      what: `The key ${key} is in this map twice.`,
      why: 'The last one was imported; the value here was not.',
      fix: 'Remove the one that is wrong.',
    }),
  }),
  TemplateNotRead: imported<{ file: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { file: 'chart/templates/ingress.yaml', kind: 'ingress-nginx' },
    words: ({ file, kind }) => ({
      what: `${file} is a template, not YAML.`,
      why: 'Its values are known only after it is rendered, so nothing in it was imported.',
      fix: `Render it: helm template CHART | eg-api-gateway import ${kind} -`,
    }),
  }),
  HelmValuesNotRead: imported<{ file: string; key: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { file: 'values.yaml', key: 'ingress', kind: 'ingress-nginx' },
    words: ({ file, key, kind }) => ({
      what: `${file} contains Helm values: its ${key} is what a chart makes an object of.`,
      why: 'The chart decides what the object contains, so nothing in it was imported.',
      fix: `Render the chart: helm template CHART -f ${file} | eg-api-gateway import ${kind} -`,
    }),
  }),
  KustomizationNotRead: imported<{ folder: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { folder: 'k8s/overlays/prod', kind: 'ingress-nginx' },
    words: ({ folder, kind }) => ({
      what: `The kustomization in ${folder} was not built.`,
      why: 'Its patches, names and components are not in the answers.',
      fix: `Import what it builds: kustomize build ${folder} | eg-api-gateway import ${kind} -`,
    }),
  }),
  DeliveryNotRead: imported<{ object: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { object: 'HelmRelease shop', kind: 'ingress-nginx' },
    words: ({ object, kind }) => ({
      what: `${object} applies manifests from another place.`,
      why: 'They are not in these files, so nothing of them was imported.',
      fix: `Render them and pipe them to: eg-api-gateway import ${kind} - . Or read the cluster: eg-api-gateway import ${kind} --cluster`,
    }),
  }),
  OtherSource: imported<{ file: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { file: 'k8s/route.yaml', kind: 'gateway-api' },
    words: ({ file, kind }) => ({
      what: `This document is of another kind of source: ${kind}.`,
      why: 'Its requests have no service in these answers.',
      fix: `Import it to a file of its own: eg-api-gateway import ${kind} ${file} -o ${kind}.yaml`,
    }),
  }),
  NoGatewayObject: imported<{ kind: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'Deployment' },
    words: ({ kind }) => ({
      what: `${kind === '' ? 'This document' : `The kind ${kind}`} changes nothing at a gateway.`,
      why: '',
      fix: '',
    }),
  }),
  PlaceholderAsked: imported<{ key: string; value: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { key: 'hostname', value: '${HOST}' },
    words: ({ key, value }) => ({
      what: `The value of ${key} is not known: ${value} is replaced before it is applied.`,
      why: 'An answer needs the value itself.',
      fix: `Set ${key}, or import the rendered manifests.`,
    }),
  }),
} as const;
