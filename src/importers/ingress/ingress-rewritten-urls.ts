// A rewrite-target that is a URL: nginx then redirects.
import { redirectTarget } from '../../values/redirect-target.ts';
import { near } from './ingress-annotations.ts';
import type { Ingress, Location } from './ingress-objects.ts';
import type { Redirecting } from './ingress-redirects.ts';
import { pathOf } from './ingress-services.ts';
import { rewriteOf } from './nginx-paths.ts';

const URL_FORM = /^(https?):\/\/([^/:?#$]+)(?::(\d{1,5}))?(\/[^?#]*)?$/;

const targetOf = ({ annotations }: Ingress): string => annotations.read('rewrite-target').text?.trim() ?? '';

/** Whether nginx redirects the requests of an Ingress instead of forwarding them. */
export const isRedirect = (ingress: Ingress): boolean => /^https?:/.test(targetOf(ingress));

/** The redirect; undefined: the target is a path, or one that no redirect of the gateway has, which its service reports. */
export const rewrittenToUrl = (ingress: Ingress, location: Location, isPattern: boolean): Redirecting | undefined => {
  const [, scheme, hostname, port, rest = '/'] = URL_FORM.exec(targetOf(ingress)) ?? [];
  const path = pathOf(location, false, isPattern);
  if (hostname === undefined || !('kind' in path) || path.paths.length !== 1) return undefined;
  if (path.kind !== 'prefix' && path.kind !== 'exact') return undefined;
  const found = rewriteOf(path, rest, location.path.text?.trim() ?? '/');
  if ('why' in found) return undefined;
  const to = {
    scheme,
    hostname: hostname.toLowerCase(),
    ...(port && { port: Number(port) }),
    ...(found.rewrite && { path: found.rewrite }),
  };
  if (!redirectTarget.safeParse(to).success) return undefined;
  const node = ingress.annotations.take('rewrite-target');
  // Without a group, nginx redirects to the URL alone.
  const said = found.replacesAll
    ? near(node, 'nginx redirects to exactly this URL. The gateway adds the rest of the path and the query.')
    : undefined;
  return { value: { to, status: 302 }, from: [node], said };
};
