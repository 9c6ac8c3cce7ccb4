// Codes about whole documents, whatever is imported.
import { imported } from './import-definition.ts';

export const documentCodes = {
  DocumentNotRead: imported<{ why: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { why: 'Missing closing "quote' },
    words: ({ why }) => ({
      what: `This document cannot be read, so nothing in it was imported: ${why.replace(/[.:]$/, '')}.`,
      why: 'Its requests have no service in the answers.',
      fix: 'Correct the document, and import again.',
    }),
  }),
  DuplicateKey: imported<{ key: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { key: 'rewrite-target' },
    words: ({ key }) => ({
      what: `The key ${key} is in this map twice; the value here was not imported.`,
      why: 'YAML parsers use the last one, and so does the import.',
      fix: 'Remove the value that is wrong.',
    }),
  }),
  TemplateNotRead: imported<{ file: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { file: 'chart/templates/ingress.yaml', kind: 'ingress-nginx' },
    words: ({ file, kind }) => ({
      what: `${file} is a template, not YAML, so nothing in it was imported.`,
      why: 'Its values are known only after it is rendered.',
      fix: `Render it: helm template CHART | eg-api-gateway import ${kind} -`,
    }),
  }),
  HelmValuesNotRead: imported<{ file: string; key: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { file: 'values.yaml', key: 'ingress', kind: 'ingress-nginx' },
    words: ({ file, key, kind }) => ({
      what: `${file} contains Helm values (${key}), so nothing in it was imported.`,
      why: 'The chart decides which objects become of them.',
      fix: `Render the chart: helm template CHART -f ${file} | eg-api-gateway import ${kind} -`,
    }),
  }),
  KustomizationNotRead: imported<{ folder: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { folder: 'k8s/overlays/prod', kind: 'ingress-nginx' },
    words: ({ folder, kind }) => ({
      what: `The kustomization in ${folder} was not built, so its patches, names and components are missing.`,
      why: 'The answers contain the files as they are, not what is applied.',
      fix: `Import what it builds: kustomize build ${folder} | eg-api-gateway import ${kind} -`,
    }),
  }),
  DeliveryNotRead: imported<{ object: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { object: 'HelmRelease shop', kind: 'ingress-nginx' },
    words: ({ object, kind }) => ({
      what: `${object} applies manifests that are not in these files, so they were not imported.`,
      why: 'Their requests have no service in the answers.',
      fix: `Render them and pipe them to: eg-api-gateway import ${kind} - . Or read the cluster: eg-api-gateway import ${kind} --cluster`,
    }),
  }),
  OtherSource: imported<{ file: string; kind: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { file: 'k8s/route.yaml', kind: 'gateway-api' },
    words: ({ file, kind }) => ({
      what: `This document is a source of the kind ${kind}, so it was not imported.`,
      why: 'One import reads one kind. Its requests have no service in these answers.',
      fix: `Import it to its own file: eg-api-gateway import ${kind} ${file} -o ${kind}.yaml`,
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
      what: `The value of ${key} is not known: ${value} is a placeholder.`,
      why: 'It is replaced before the source is applied, and an answer needs the value itself.',
      fix: `Set ${key}, or import the rendered source.`,
    }),
  }),
} as const;
