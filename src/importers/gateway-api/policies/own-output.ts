// Our own output, which an answer makes again.
import type { Loose } from '../../../effective/objects/loose-objects.ts';
import type { SourceView } from '../views.ts';

/** Whether a route is a part of another service's, or of no service. */
export const isPart = (_view: SourceView, _route: Loose): boolean => false;

/** Whether generate removes a header of requests again because of the methods of the service. */
export const isOfSecurity = (_view: SourceView, _route: Loose, _header: string): boolean => false;
