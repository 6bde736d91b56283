import { RouteParentReference } from './route-parent-reference';

/** What serves routes: a gateway, or a set of listeners that another team adds to one. */
export interface IRouteParent {
  /** How the route names it. */
  readonly routeParent: RouteParentReference;
}
