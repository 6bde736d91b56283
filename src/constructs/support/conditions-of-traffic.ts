import { ClaimRule } from '../claim-rule';
import { TrafficSettings } from '../traffic-settings';

/** The conditions that decide which of several policies counts. */
export function conditionsOfTraffic(settings: TrafficSettings): readonly ClaimRule[] {
  const { conditionalDirectResponse, conditionalExtAuth, conditionalExtProc, conditionalRateLimit, conditionalTransformation } = settings;
  const entries: readonly (readonly { condition?: ClaimRule }[] | undefined)[] =
    [conditionalDirectResponse, conditionalExtAuth, conditionalExtProc, conditionalRateLimit, conditionalTransformation];
  return entries.flatMap((each) => each ?? []).map(({ condition }) => condition).filter((condition) => condition !== undefined);
}
