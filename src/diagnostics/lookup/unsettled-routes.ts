import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { ManifestOf, selectedRoutes, UnusableBackend } from '../../gateway';
import { HttpRoute, Manifest } from '../../manifest';

/** A reference to HTTPRoutes of which it is not settled what happens to the requests, and the routes that it selects. */
export interface UnsettledRoutes {
  readonly ref: UnusableBackend;
  readonly routes: readonly Manifest[];
}

/** All such references of the rules that requests come to. */
export const unsettledRoutes = oncePerSubject((subject): readonly UnsettledRoutes[] => subject.gateway.listeners.flatMap(({ steps, routes }) =>
  !steps ? [] : routes.flatMap(({ rules }) => rules.flatMap(({ backends }) => backends.flatMap(({ backend }): UnsettledRoutes[] => {
    if (backend.kind !== 'unusable' || backend.unusable.reason !== 'not judged') {
      return [];
    }
    const { unusable: ref } = backend;
    return [{ ref, routes: selectedRoutes({ route: ref.manifest as ManifestOf<HttpRoute>, key: ref.key }, manifestIndexOf(subject)) }];
  })))));
