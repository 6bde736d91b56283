import { JwtProvider } from '../jwt-provider';
import { checkReason } from './check-acknowledgement';
import { checkSize, checkText } from './check-props';
import { UsageError } from './usage-error';
import { TargetVersion } from '../../manifest';

const giveAudiences = 'give `audiences`: what the issuer puts into `aud` for this gateway';

/** Refuses a provider outside its limits, and one that does not say for whom its tokens are. */
export function checkJwtProvider({ issuer, audiences, anyAudience }: JwtProvider, version: TargetVersion): void {
  checkText('issuer', issuer, 256);
  const prop = (name: string): string => `\`${name}\` of provider \`${issuer}\``;
  if (audiences !== undefined && anyAudience !== undefined) {
    throw new UsageError(`${prop('audiences')} is given, and \`anyAudience\` too`, 'leave one of them out');
  }
  if (anyAudience !== undefined) return checkReason(prop('anyAudience'), anyAudience);
  if (audiences === undefined) {
    throw new UsageError(
      `${prop('audiences')} is missing, so agentgateway ${version} would accept tokens that the issuer made for any other service`,
      `${giveAudiences}, or \`anyAudience\`: why every audience is acceptable here`,
    );
  }
  if (audiences.length === 0) throw new UsageError(`${prop('audiences')} is empty`, giveAudiences);
  checkSize('audiences', audiences, 64);
  if (audiences.includes('')) throw new UsageError(`${prop('audiences')} has an entry without a character`, giveAudiences);
}
