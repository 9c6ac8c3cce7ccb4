/** A line of mutations.yaml. */
type Mutation = object;
export const mutateFolder: (mutation: Mutation, dir: string) => void;
export const baseAnswers: (base: unknown, namespace: string) => object;
