import { ManifestIndex, matchesLabels } from '../../gateway';
import { Gateway } from '../../manifest';

/** Of `allowedRoutes`, too. */
type AdmittedNamespaces = NonNullable<NonNullable<Gateway['spec']['allowedListeners']>['namespaces']>;

/** The label that every Namespace carries. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Whether a selector of namespaces may find one that is not among the manifests: of its labels only the name is known. */
export function mayBeSelected(namespace: string, admitted: AdmittedNamespaces | undefined, known: ManifestIndex['namespaces']): boolean {
  if (admitted?.from !== 'Selector' || !admitted.selector || known.some(({ object }) => object.metadata.name === namespace)) {
    return false;
  }
  const { matchLabels = {}, matchExpressions = [] } = admitted.selector;
  return matchesLabels({
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([label]) => label === NAME_LABEL)),
    matchExpressions: matchExpressions.filter(({ key }) => key === NAME_LABEL),
  }, { [NAME_LABEL]: namespace });
}
