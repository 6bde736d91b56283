import { JwtProvider } from '../jwt-provider';
import { checkReason } from './check-acknowledgement';
import { checkSize, checkText } from './check-props';
import { UsageError } from './usage-error';
import { TargetVersion } from '../../manifest';

const giveAudiences = 'give `audiences`: what the issuer puts into `aud` for this gateway';

/** Refuses a provider outside its limits, and one that does not say for whom its tokens are. */
export function checkJwtProvider({ issuer, audiences, anyAudience }: JwtProvider, version: TargetVersion): void {
  checkText('issuer', issuer, 256);
  if (!isBare(issuer)) throw new UsageError(`\`issuer\` is ${JSON.stringify(issuer)}, with blanks around it or a control character in it`, 'write it as the `iss` of a token has it');
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
  for (const [index, audience] of audiences.entries()) {
    if (audience === '') throw new UsageError(`${prop('audiences')} has an entry without a character`, giveAudiences);
    if (!isBare(audience)) throw new UsageError(`${prop('audiences')} has ${JSON.stringify(audience)}, with blanks around it or a control character in it`, giveAudiences);
    if (audiences.indexOf(audience) !== index) throw new UsageError(`${prop('audiences')} has \`${audience}\` twice`, 'leave one of them out');
  }
}

/** Texts that are compared with claims character by character; what nobody sees would make them differ. */
function isBare(text: string): boolean {
  return text === text.trim() && !/\p{Cc}/u.test(text);
}
