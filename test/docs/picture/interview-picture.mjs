// The picture of README.md: what a terminal of 80 columns and 24 rows shows at the review of the interview.
import { interview } from './interview.mjs';
import { svgOf } from './svg.mjs';

/** What a person types; every other question gets Enter, which takes the default. */
const ANSWERS = [
  [/host name/i, 'api.example.com'],
  [/which services/i, '/v1/users=users:8080\r/v1/orders=orders:8080\r'],
  [/issuer/i, 'https://auth.example.com/'],
];
const REVIEW = /use these/i;

/** The SVG. */
export const interviewPicture = async () => {
  const { seen, columns, rows, screen } = await interview(ANSWERS);
  const review = seen.find(({ question }) => REVIEW.test(question));
  if (!review) throw new Error(`The interview shows no review. Its screen:\n${screen.text}`);
  const count = seen.length - 1;
  return svgOf(review.lines.slice(-rows), columns, `The review of the interview, after ${count} questions`);
};
