// Codes of the importer ingress-nginx: paths and rewrites.
import { imported } from './import-definition.ts';

export const ingressPathCodes = {
  IngressPathNear: imported<{ path: string; answer: string; difference: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: {
      path: '/api',
      answer: '/api',
      difference: 'nginx also matches longer names such as /apix; the gateway matches /api and /api/... only',
    },
    words: ({ path, answer, difference }) => ({
      what: `Path ${path} is ${answer} in the answers: ${difference}.`,
      why: 'Requests for the other paths get 404, or reach another service with the access rules of that service.',
      fix: 'If clients use such paths, add them to paths of the service.',
    }),
  }),
  IngressPathCase: imported<{ path: string; answer: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { path: '/api(/|$)(.*)', answer: '/api' },
    words: ({ path, answer }) => ({
      what: `Path ${path} is ${answer} in the answers: nginx ignores case here, the gateway compares it.`,
      why: 'Requests in another spelling get 404, or reach another service with the access rules of that service.',
      fix: 'If clients use other spellings, add them to paths of the service.',
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
      what: `${path.startsWith('/') ? 'Path' : 'Host'} ${path} was not imported: ${why}.`,
      why: 'Its requests get 404, or reach the service of a shorter path with the access rules of that service.',
      fix: 'Add services with prefixes, exact paths, templates (/pets/{id}) or regex: paths that match the same requests.',
    }),
  }),
  IngressRewriteWhole: imported<{ target: string; path: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { target: '/', path: '/api' },
    words: ({ target, path }) => ({
      what: `rewrite-target is ${target}. nginx sends ${path}/users to the service as ${target}, the gateway as ${target.replace(/\/$/, '')}/users.`,
      why: 'nginx replaces the whole path, the gateway the prefix. So clients reach more paths of the service.',
      fix: `If clients may reach ${target} only, write path: exact:${path}.`,
    }),
  }),
  IngressPathTwice: imported<{ path: string; first: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { path: 'shop.example.com/api', first: 'shop' },
    words: ({ path, first }) => ({
      what: `${path} is also in Ingress ${first}, which has the requests; this one was left out.`,
      why: 'nginx uses the oldest Ingress of a path. Without creationTimestamp in the files, the order of the names decides here.',
      fix: 'Compare with the cluster which Ingress is older.',
    }),
  }),
  IngressCanaryAlone: imported<{ name: string; path: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'shop-canary', path: 'shop.example.com/api' },
    words: ({ name, path }) => ({
      what: `Ingress ${name} is a canary of ${path}, which no other Ingress has, so it was left out.`,
      why: 'nginx ignores a canary without a main Ingress.',
      fix: 'Import the main Ingress too.',
    }),
  }),
} as const;
