import type { Codes } from './code.ts';

export const own: Codes = {
  EditedByHand: {
    what: 'A generated file was changed by hand.',
    why: 'It is no longer what the answers say; the next `generate` refuses to overwrite it.',
    mend: 'Change the answers and generate again, or keep the file and remove its last header line.',
    before: 'minVersion: "1.0" in 70-clienttrafficpolicy.yaml',
    after: 'an answer, and `eg-api-gateway generate`',
  },
  DuplicateKey: {
    what: 'A key stands twice in one map of a file.',
    why: 'Only one of the two counts, and which one depends on the program that reads the file.',
    mend: 'Remove one of them, or make them one list.',
    before: 'metadata: { name: users, name: orders }',
    after: 'metadata: { name: users }',
  },
  FileMissing: {
    what: 'A kustomization names a file that is not there.',
    why: 'Neither kustomize nor Argo CD applies anything of the folder.',
    mend: 'Generate again, or remove the line.',
    before: 'resources: [10-gatewayclass.yaml, 20-gateway.yaml] without 20-gateway.yaml',
    after: 'both files',
  },
  FileUnreadable: {
    what: 'A file, a folder or a document of a file cannot be read as YAML, in the way in which kubectl reads it.',
    why: 'Nothing of that document is applied, and nothing of it can be checked. The other documents and files are checked.',
    mend: 'Correct the place that the message names; a file has to be valid YAML in UTF-8.',
    before: 'metadata: { name: *users } without &users before it',
    after: 'metadata: { name: users }',
  },
  NoObject: {
    what: 'A document is no Kubernetes object: apiVersion, kind or metadata.name is missing, or is not text.',
    why: 'kubectl refuses it, so it is not applied; it is not checked any further.',
    mend: 'Write the field as text, or move the file out of the folder.',
    before: 'apiVersion: 1',
    after: 'apiVersion: v1',
  },
  SuppressionExpired: {
    what: 'A suppression is past its date.',
    why: 'What was accepted for a time counts again.',
    mend: 'Correct what is found, or give a new date with its reason.',
    before: 'eg-api-gateway/suppress: "JwtWithoutAudience until 2026-01-31: the issuer has one API"',
    after: 'audiences: [api]',
  },
  SuppressionInvalid: {
    what: 'A suppression cannot be read.',
    why: 'It needs a code, a date and a reason; otherwise nobody knows later why it stands there.',
    mend: 'Write CODE until YYYY-MM-DD: reason, a line each.',
    before: 'eg-api-gateway/suppress: JwtWithoutAudience',
    after: 'eg-api-gateway/suppress: "JwtWithoutAudience until 2027-01-31: the issuer has one API"',
  },
  SuppressionUnused: {
    what: 'A suppression suppresses nothing.',
    why: 'What it was for is mended, or its object has another name; it would hide the next one.',
    mend: 'Remove it.',
    before: 'eg-api-gateway/suppress: "OldTlsAllowed until ..." on a policy with minVersion "1.2"',
    after: 'no annotation',
  },
};
