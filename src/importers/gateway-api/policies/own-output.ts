// What of generated manifests is no service: generate writes it again. Labels lead to it, and only its content decides.

import { entries, fields, type Loose } from '../../../effective/objects/loose-objects.ts';
import { type SourceView, sayObjects } from '../source-views.ts';
import { combinedServices } from './own/combined-service.ts';
import { placesOf } from './own/credentials-removed.ts';
import { isGenerated, rulesIn, serviceOfRoute } from './own/own-routes.ts';

/** Whether a filter answers 404 with a fixed text. */
const isNotFound = (view: SourceView, route: Loose, filter: Record<string, unknown>): boolean => {
  const { group, kind, name } = fields(filter.extensionRef);
  const found = view.snapshot.find(String(group), String(kind), route.metadata.namespace, String(name));
  return found !== undefined && fields(fields(found.spec).directResponse).statusCode === 404;
};

/** A route of the gateway itself: requests get 404, on paths that no service has. */
const isCatchAll = (view: SourceView, route: Loose): boolean => {
  const [rule, ...more] = rulesIn(route);
  const [filter, ...others] = entries(rule?.filters);
  return (
    rule !== undefined &&
    more.length === 0 &&
    others.length === 0 &&
    rule.backendRefs === undefined &&
    filter?.type === 'ExtensionRef' &&
    rule.name === 'not-found' &&
    isNotFound(view, route, filter)
  );
};

/** The redirect of every request from HTTP to HTTPS, which generate writes for each gateway. */
const isRedirect = (route: Loose): boolean => {
  const [rule, ...more] = rulesIn(route);
  const [filter, ...others] = entries(rule?.filters);
  const { scheme, statusCode, ...rest } = fields(filter?.requestRedirect);
  const [match] = entries(rule?.matches);
  const { path, ...matched } = fields(match);
  return (
    more.length + others.length === 0 &&
    scheme === 'https' &&
    statusCode === 308 &&
    Object.keys(rest).length === 0 &&
    Object.keys(matched).length === 0 &&
    fields(path).value === '/'
  );
};

/** Whether a route is a part of generated manifests that is no service of its own. `reportParts` reports its leaves. */
export const isPart = (view: SourceView, route: Loose): boolean => {
  if (!isGenerated(route)) return false;
  if (serviceOfRoute(route) === undefined) return isCatchAll(view, route) || isRedirect(route);
  const found = combinedServices(view).get(route);
  return found !== undefined && !found.service.main.includes(route);
};

/** Whether a route removes a header of requests only because of the methods of its service: generate removes it again. */
export const isOfSecurity = (view: SourceView, route: Loose, header: string): boolean =>
  isGenerated(route) && placesOf(view).has(header.toLowerCase());

/** Says of the routes that are parts that generate writes them again. */
export const reportParts = (view: SourceView): void => {
  for (const route of [...view.snapshot.of('HTTPRoute'), ...view.snapshot.of('GRPCRoute')]) {
    if (!isPart(view, route)) continue;
    const node = view.source.node(route);
    if (!node) continue;
    sayObjects(view, [route]);
    const found = combinedServices(view).get(route)?.service.name;
    view.ledger.carried(node.get('spec'), ...(found === undefined ? [] : [`services.${found}.auth`]));
  }
};
