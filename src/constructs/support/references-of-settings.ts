import { BackendReference } from '../backend-reference';
import { BackendSettings } from '../backend-settings';

/** The servers that the settings of a connection name. */
export function referencesOfSettings({ tunnel, credentials, extAuth }: BackendSettings): readonly BackendReference[] {
  return [tunnel, extAuth?.service, ...credentials?._references ?? []].filter((reference) => reference !== undefined);
}
