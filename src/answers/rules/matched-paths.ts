import type { ServiceAnswer } from '../schema/service-schema.ts';

/** Every path that becomes a match, with its place; a public sub-path has a separate route. */
export const matchedPaths = (service: ServiceAnswer, index: number): { path: string; at: PropertyKey[] }[] => [
  ...service.paths.map((path, j) => ({
    path,
    at: service.paths.length > 1 ? ['services', index, 'paths', j] : ['services', index, 'path'],
  })),
  ...(service.public ?? []).map((path, j) => ({ path, at: ['services', index, 'public', j] })),
];
