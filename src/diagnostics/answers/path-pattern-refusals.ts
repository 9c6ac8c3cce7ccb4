import { define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

/** Exact paths, templates, patterns and query parameters. */
export const pathPatternRefusals = {
  InvalidPathPattern: define<{
    value: string;
    reason:
      | 'parameter'
      | 'parameterTwice'
      | 'length'
      | 'syntax'
      | 'start'
      | 'alternatives'
      | 'wide'
      | 'example'
      | 'never';
    detail: string;
  }>({
    severity: 'error',
    sample: { value: '/pets/{id}/toys/{id}', reason: 'parameterTwice', detail: 'id' },
    example: { before: 'path: /pets/{id}/toys/{id}', after: 'path: /pets/{id}/toys/{toy}' },
    words: ({ value, reason, detail }) => {
      const [what, why, fix] = {
        parameter: [
          'has a brace that is not part of a parameter',
          'A parameter is one name in braces, and its value is never empty and has no slash.',
          'Write /pets/{id}. For everything below a path, write the prefix without a parameter: /pets.',
        ],
        parameterTwice: [
          `has the parameter ${detail} twice`,
          'A rewrite could not distinguish the values.',
          'Give each parameter a name of its own.',
        ],
        length: ['has more than 1024 characters', 'HTTPRoute allows no longer path.', 'Write a shorter pattern.'],
        syntax: [
          `is not a valid RE2 pattern: ${detail}`,
          'Envoy Gateway would not accept the route.',
          'Write a pattern of https://github.com/google/re2/wiki/Syntax, without lookahead and backreferences.',
        ],
        start: [
          'does not start with "/"',
          'The pattern must match the whole path, and every path starts with a slash.',
          'Write the text in front of the first changing part: regex:/v1/users/[0-9]+.',
        ],
        alternatives: [
          'has alternatives that are not in a group',
          'The alternatives divide the whole pattern, so that it matches other paths than it seems to.',
          'Put them in a group, such as regex:/v1/(users|orders)/[0-9]+.',
        ],
        wide: [
          `matches paths that begin with ${quote(detail)}`,
          "A pattern has precedence over every prefix, also over the gateway's own paths below /.eg-api-gateway.",
          'Begin the pattern with a fixed segment, such as regex:/v1/.*. For all paths, write path: /.',
        ],
        example: [
          'matches no path that could be found',
          'validate.sh needs a path that the pattern matches.',
          'Write the pattern without anchors and word boundaries, or as a template: /v1/users/{id}.',
        ],
        never: [
          `matches ${quote(detail)}, which is not a normalized path`,
          'Envoy compares normalized paths without their query, so the pattern never matches, or less than it seems to.',
          'Write it without "//", ".", "..", "?", "#" and "%".',
        ],
      }[reason] as [string, string, string];
      return { what: `${quote(value)} ${what}.`, why, fix };
    },
  }),
  InvalidQueryValue: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} cannot be the value of a query parameter in a match.`,
      why: 'Envoy compares it with the query as the client sends it, and clients encode other characters in several ways.',
      fix: 'Use letters, digits, "-", ".", "_" and "~" only, or match a header.',
    }),
  }),
  PathShadowed: define<{ path: string; service: string; by: string; winner: string }>({
    severity: 'error',
    sample: { path: '/pets/mine', service: 'mine', by: '/pets/{id}', winner: 'pets' },
    example: {
      before:
        'services:\n  - { name: pets, path: "/pets/{id}", backend: pets:8080 }\n  - { name: mine, path: /pets/mine, backend: mine:8080 }',
      after:
        'services:\n  - { name: pets, path: "/pets/{id}", backend: pets:8080 }\n  - { name: mine, path: exact:/pets/mine, backend: mine:8080 }',
    },
    words: ({ path, service, by, winner }) => ({
      what: `${by} of ${winner} takes requests for ${path} of ${service}.`,
      why: 'Envoy Gateway tries exact paths first, then templates and patterns (the longer text first), then prefixes, however long.',
      fix: `Write exact: for one path, give ${path} another place, or make one service of both.`,
    }),
  }),
  PathsMayOverlap: define<{ path: string; service: string; by: string; winner: string }>({
    severity: 'warning',
    sample: { path: '/v1/users/me', service: 'me', by: 'regex:/v1/users/[a-z]+', winner: 'users' },
    words: ({ path, service, by, winner }) => ({
      what: `${by} of ${winner} may match paths of ${service} (${path}).`,
      why: 'A pattern has precedence over prefixes and over shorter patterns.',
      fix: 'If no path matches both, ignore this warning. Otherwise, write templates, which can be compared: /v1/users/{id}.',
    }),
  }),
  AccessUncertain: define<{ path: string; service: string; by: string; winner: string }>({
    severity: 'error',
    sample: { path: '/v1/admin', service: 'admin', by: 'regex:/v1/.*', winner: 'pages' },
    words: ({ path, service, by, winner }) => ({
      what: `${by} of ${winner} may match paths of ${service} (${path}), and both have different access rules.`,
      why: `The pattern has precedence: requests for ${service} would then be checked by the rules of ${winner}.`,
      fix: 'Write templates, which can be compared (/v1/users/{id}), or patterns that begin with different segments.',
    }),
  }),
  SpellingReachesOuter: define<{ path: string; inner: string; outer: string; backend: string }>({
    severity: 'error',
    sample: { path: 'exact:/v1/users/admin', inner: 'admin', outer: 'users', backend: 'users:8080' },
    words: ({ path, inner, outer, backend }) => ({
      what: `${path} of ${inner} is inside a path of ${outer}, which has other access rules and the same backend ${backend}.`,
      why: `Only this spelling has the rules of ${inner}: with a slash at the end, or "/x" behind it, a request reaches the same backend by the rules of ${outer}.`,
      fix: `Write the path as a prefix, which includes these spellings, or give ${outer} the same auth and allow.`,
    }),
  }),
  PublicPathUnreachable: define<{ path: string; by: string; service: string }>({
    severity: 'error',
    sample: { path: '/pets/health', by: '/pets/{id}', service: 'pets' },
    words: ({ path, by, service }) => ({
      what: `${path} is listed in public of ${service}, but ${by} of the same service takes its requests.`,
      why: 'Envoy Gateway tries templates and patterns before prefixes, so the path would require authentication.',
      fix: `Write exact:${path.replace(/^[a-z]+:/, '')}.`,
    }),
  }),
  RewriteParameters: define<{
    rewrite: string;
    path: string;
    reason: 'missing' | 'fixed' | 'noPattern' | 'names' | 'noGroup' | 'group';
    detail: string;
  }>({
    severity: 'error',
    sample: { rewrite: '/animals/{pet}', path: '/pets/{id}', reason: 'missing', detail: '' },
    example: {
      before: 'path: /pets/{id}\nrewrite: /animals/{pet}',
      after: 'path: /pets/{id}\nrewrite: /animals/{id}',
    },
    words: ({ rewrite, path, reason, detail }) => {
      const template =
        'Write a template with the same parameters as the path (path: /pets/{id}, rewrite: /animals/{id}), or remove rewrite.';
      const groups =
        'Put the parts of the path that the service needs in groups (path: "regex:/v1/users/([0-9]+)", rewrite: /users/$1), or remove rewrite.';
      const [why, fix] = {
        missing: ['It has a parameter that the path does not have.', template],
        fixed: ['It has no parameter, so that requests for different paths would become the same one.', template],
        noPattern: [
          'It refers to a group of a pattern, and the path is none: the service would receive the text as it is.',
          'Write the path as a pattern with groups (path: "regex:/v1/users/([0-9]+)", rewrite: /users/$1), and other paths as services of their own.',
        ],
        names: ['A pattern of regex: has groups with numbers, no parameters with names.', groups],
        noGroup: ['It refers to no group, so that requests for different paths would become the same one.', groups],
        group: [`The pattern has no group ${detail}. Groups are counted by their opening brackets, $1 to $9.`, groups],
      }[reason] as [string, string];
      return { what: `rewrite ${rewrite} cannot replace ${path}.`, why, fix };
    },
  }),
  PathKindForTeams: define<{ path: string; team: string; reason: 'pattern' | 'rewrite' }>({
    severity: 'error',
    sample: { path: '/v1/pay/{id}', team: 'payments', reason: 'pattern' },
    words: ({ path, team, reason }) => ({
      what: `Team ${team} cannot have the ${reason === 'pattern' ? 'template or pattern' : 'exact path with another path at its backend,'} ${path}.`,
      why:
        reason === 'pattern'
          ? 'A pattern has precedence over the prefixes of all teams, and an invalid one breaks the routes of all teams.'
          : 'The admission policies of teams allow only the replacement of a prefix.',
      fix: reason === 'pattern' ? 'Write a prefix, or exact: and the path.' : 'Write a prefix.',
    }),
  }),
} as const satisfies Group;
