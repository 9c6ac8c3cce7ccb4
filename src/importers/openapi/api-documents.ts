import type { SourceNode } from '../source/source-node.ts';

/** Properties of CloudFormation and SAM resources that contain a document. */
const BODIES = ['DefinitionBody', 'Body'];

/** The OpenAPI documents in a document: itself, or those of the resources of an AWS template. */
export const apiDocuments = (document: SourceNode): SourceNode[] => {
  const isOne = (at: SourceNode): boolean => at.get('openapi').exists || at.get('swagger').exists;
  if (isOne(document)) return [document];
  return document
    .get('Resources')
    .children.flatMap((r) => BODIES.map((key) => r.get('Properties', key)))
    .filter(isOne);
};
