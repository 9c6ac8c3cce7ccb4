import { cidrProblem } from '../../values/cidr.ts';

/** A network as answers write it; undefined: it is none. */
export const networkOf = (text: string): string | undefined => {
  const problem = cidrProblem(text);
  if (!problem) return text;
  if (problem.reason === 'noPrefix') return `${text}/${problem.bits}`;
  return problem.reason === 'hostBits' ? problem.network : undefined;
};
