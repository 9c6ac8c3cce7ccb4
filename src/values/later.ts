// How zod is used here, so that a short run builds little: building all schemas takes longer than reading the answers.
import * as z from 'zod';

z.config({
  // Compiling a parser for each object takes longer than it saves in one run.
  jitless: true,
  // Nothing that is remembered for schemas that contain themselves: no schema of answers does.
  memoizer: { attach: () => {}, guard: () => {}, alloc: (_schema, _payload, empty) => empty },
});

/** A schema that is built when its answer is there, for answers that are optional and in few files. `build` gives none that accepts undefined. */
export const later = <T extends z.ZodType>(build: () => T): z.ZodLazy<T> => {
  const schema = z.lazy(build);
  // For an absent answer, zod would build the schema to find out whether it has a default.
  Object.defineProperty(schema._zod, 'optin', { value: undefined });
  return schema;
};
