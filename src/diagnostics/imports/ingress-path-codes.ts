// Codes of the importer ingress-nginx: paths and rewrites.
import { imported } from './import-definition.ts';

export const ingressPathCodes = {
  IngressPathNear: imported<{ path: string; answer: string; difference: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: {
      path: '/api',
      answer: '/api',
      difference: 'nginx also matches /apix, the answer only /api and what is below it',
    },
    words: ({ path, answer, difference }) => ({
      what: `Path ${path} became ${answer}: ${difference}.`,
      why: `Other paths reach the service at a shorter path, with the access rules of that service.`,
      fix: 'Check that no client uses them.',
    }),
  }),
  IngressPathCase: imported<{ path: string; answer: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { path: '/api(/|$)(.*)', answer: '/api' },
    words: ({ path, answer }) => ({
      what: `Path ${path} became ${answer}, and the gateway compares upper and lower case.`,
      why: 'Paths of its host are patterns, which nginx compares without case.',
      fix: 'Check that no client uses other spellings. They reach the service at a shorter path, with the access rules of that service.',
    }),
  }),
  IngressPathLeftOut: imported<{ path: string; why: string }>({
    verdict: 'impossible',
    subject: 'access',
    sample: {
      path: '/files/([0-9]+)',
      why: 'its rewrite-target /all replaces a pattern as a whole',
    },
    words: ({ path, why }) => ({
      what: `Path ${path} was not imported: ${why}.`,
      why: 'Its requests get 404, or reach the service at a shorter path, with the access rules of that service.',
      fix: 'Add services with prefixes, exact paths or templates (/pets/{id}) that do the same.',
    }),
  }),
  IngressRewriteWhole: imported<{ target: string; path: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { target: '/', path: '/api' },
    words: ({ target, path }) => ({
      what: `rewrite-target ${target} became rewrite: ${target} of ${path}. nginx replaces the whole path (${path}/users reaches the service as ${target}), the gateway the prefix only.`,
      why: 'So clients reach further paths of the service.',
      fix: `If only ${target} may be reached, write path: exact:${path}.`,
    }),
  }),
  IngressPathTwice: imported<{ path: string; first: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { path: 'shop.example.com/api', first: 'shop' },
    words: ({ path, first }) => ({
      what: `${path} is also in Ingress ${first}.`,
      why: 'ingress-nginx uses the oldest Ingress of a path, so this one has no effect. If the files have no creationTimestamp, the order of the names decides here.',
      fix: 'Compare with the cluster which of them is older.',
    }),
  }),
  IngressCanaryAlone: imported<{ name: string; path: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'shop-canary', path: 'shop.example.com/api' },
    words: ({ name, path }) => ({
      what: `Ingress ${name} is a canary, and no other Ingress has ${path}.`,
      why: 'ingress-nginx ignores a canary without a main Ingress.',
      fix: 'Import the main Ingress too.',
    }),
  }),
} as const;
