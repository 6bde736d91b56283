import { AuthorizationPlace, authorizationPlaces } from './authorization-places';
import { oncePer } from './once-per';
import { sharedList } from './shared-list';
import { EffectiveGateway } from '../../gateway';

/**
 * The first of the places where the same rules are judged under the same authentication, for rules that report each expression once; places without rules
 * are left out.
 */
export const distinctPlaces = oncePer((gateway: EffectiveGateway): readonly AuthorizationPlace[] => {
  const seen = new Map<object, (object | undefined)[]>();
  return authorizationPlaces(gateway).filter(({ rules, jwt }) => {
    if (rules.length === 0) {
      return false;
    }
    const list = sharedList(rules);
    const authentications = seen.get(list);
    if (!authentications) {
      seen.set(list, [jwt]);
      return true;
    }
    return authentications.includes(jwt) ? false : authentications.push(jwt);
  });
});
