import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeToken, generateSigningKey, inspectJwks, isTokenError, loadJwks, publicKeySet, readSigningKey, signToken, verifyTokenSync,
  SIGNING_ALGORITHMS, type JwksFinding, type KeySet, type Profile, type SigningKey, type SigningKeyFault, type TokenDescription,
} from '../jwt';
import { TargetVersion } from '../manifest';
import { Io } from './io';
import { UsageError } from './usage-error';

export interface JwtKeysArgs {
  readonly alg: string;
  /** @default - the thumbprint of the key */
  readonly kid?: string;
  readonly out: string;
  readonly format: 'text' | 'json';
}

export interface JwtSignArgs {
  readonly key: string;
  /** @default - that of the key, where it is a JWK */
  readonly kid?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience: readonly string[];
  /** `name=text` or `name:=json`. */
  readonly claim: readonly string[];
  /** `30s`, `15m`, `1h`, `7d`; with a minus for a token that is over already. */
  readonly expiresIn: string;
  readonly format: 'text' | 'json';
}

export interface JwtInspectArgs {
  /** The token, or `-` for standard input. */
  readonly token: string;
  readonly jwks?: string;
  /** @default - the token's own, which is then not checked */
  readonly issuer?: string;
  readonly audience: readonly string[];
  /** The release that judges beside `strict`. */
  readonly targetVersion: TargetVersion;
  readonly format: 'text' | 'json';
}

/**
 * `jwt keys`: a key pair for development. Writes `private.pem` and `private.jwk`, readable by their owner only, and `jwks.json`; never over
 * an existing file.
 */
export async function jwtKeys({ alg, kid, out, format }: JwtKeysArgs, io: Io): Promise<number> {
  const algorithm = SIGNING_ALGORITHMS.find((name) => name === alg);
  if (algorithm === undefined) {
    throw new UsageError(`\`${alg}\` is no algorithm that agentgateway verifies`, `choose one of ${SIGNING_ALGORITHMS.join(', ')}`);
  }
  const key = generateSigningKey(algorithm, kid);
  const files = [
    { path: join(out, 'private.pem'), mode: 0o600, content: key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
    { path: join(out, 'private.jwk'), mode: 0o600, content: `${JSON.stringify(privateJwk(key))}\n` },
    { path: join(out, 'jwks.json'), mode: 0o644, content: `${publicKeySet(key)}\n` },
  ];
  const existing = files.find(({ path }) => existsSync(path));
  if (existing !== undefined) {
    throw new UsageError(`\`${existing.path}\` is there already`, 'name another folder with `--out`, or move the old keys away first');
  }
  try {
    mkdirSync(out, { recursive: true });
    files.forEach(({ path, content, mode }) => writeFileSync(path, content, { mode, flag: 'wx' }));
  } catch (error) {
    throw new UsageError(`the keys cannot be written to \`${out}\` (${reasonOf(error)})`, 'name a folder that you may write to with `--out`');
  }
  io.stdout(format === 'json'
    ? `${JSON.stringify({ alg, kid: key.kid, files: files.map(({ path }) => path) })}\n`
    : `${files.map(({ path, mode }) => `wrote ${path}${mode === 0o600 ? ' (secret)' : ''}`).join('\n')}\nalg ${alg}, kid ${key.kid}\n`);
  return 0;
}

function privateJwk({ alg, kid, privateKey }: SigningKey): object {
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

const FAULTS: Readonly<Record<SigningKeyFault['fault'], string>> = {
  'not a private key': 'give the `private.pem` or `private.jwk` that `jwt keys` writes',
  'no kid': 'give `--kid`, or the `private.jwk`, which knows its own',
  'no algorithm': `sign with RSA, P-256, P-384 or Ed25519, and one of ${SIGNING_ALGORITHMS.join(', ')}`,
};

/** `jwt sign`: a token on standard output, always with `kid`, `exp`, `iat` and `nbf`. A `--claim` of one of these names takes its place. */
export async function jwtSign(args: JwtSignArgs, io: Io): Promise<number> {
  const key = readSigningKey(readTextFile(args.key), args.kid);
  if ('fault' in key) {
    throw new UsageError(`\`${args.key}\` cannot sign: ${key.fault}`, FAULTS[key.fault]);
  }
  const now = Math.floor(Date.now() / 1000);
  const chosen = [
    ...(args.issuer === undefined ? [] : [['iss', JSON.stringify(args.issuer)] as const]),
    ...(args.subject === undefined ? [] : [['sub', JSON.stringify(args.subject)] as const]),
    ...(args.audience.length === 0 ? [] : [['aud', JSON.stringify(args.audience.length === 1 ? args.audience[0] : args.audience)] as const]),
    ...args.claim.map(parseClaim),
  ];
  const repeated = chosen.find(([name], index) => chosen.findIndex(([other]) => other === name) !== index);
  if (repeated !== undefined) {
    throw new UsageError(`the claim \`${repeated[0]}\` is given twice`, 'give every claim once; several audiences go into `--audience`');
  }
  const times = [['exp', now + parseDuration(args.expiresIn)], ['nbf', now], ['iat', now]] as const;
  const claims = [...chosen, ...times.filter(([name]) => chosen.every(([other]) => other !== name))];
  // text, not an object: numbers stay as they were given, and no name can reach a prototype
  const token = signToken(`{${claims.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`, key);
  io.stdout(args.format === 'json' ? `${JSON.stringify({ token, alg: key.alg, kid: key.kid })}\n` : `${token}\n`);
  return 0;
}

function parseClaim(claim: string): readonly [name: string, json: string] {
  const [, name, separator, value] = /^(.+?)(:=|=)(.*)$/s.exec(claim) ?? [];
  if (name === undefined) {
    throw new UsageError(`\`${claim}\` is no claim`, 'write `name=text`, or `name:=json` for numbers, lists and objects');
  }
  if (separator === '=') {
    return [name, JSON.stringify(value)];
  }
  try {
    JSON.parse(value);
    return [name, value];
  } catch {
    throw new UsageError(`the value of the claim \`${name}\` is not JSON`, `write \`${name}=…\` for text, or JSON behind \`:=\``);
  }
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function parseDuration(duration: string): number {
  const [, count, unit] = /^(-?\d{1,9})([smhd])$/.exec(duration) ?? [];
  if (unit === undefined) {
    throw new UsageError(`\`${duration}\` is no duration`, 'write a whole number and `s`, `m`, `h` or `d`, for example `15m` or `7d`');
  }
  return Number(count) * SECONDS[unit];
}

/** The verdict of one profile on a token. */
interface ProfileVerdict {
  readonly profile: Profile;
  readonly accepted: boolean;
  /** Why not, in the words of agentgateway. */
  readonly text?: string;
}

/**
 * `jwt inspect`: what a token says and, with a key set, what a release of agentgateway and `strict` say of it. Exit 1 where the token does not decode,
 * one of them refuses it, or the key set has an error.
 */
export async function jwtInspect(args: JwtInspectArgs, io: Io): Promise<number> {
  const token = (args.token === '-' ? await io.stdin() : args.token).trim();
  const description = describeToken(token);
  const text = args.jwks === undefined ? undefined : readTextFile(args.jwks);
  const now = Date.now() / 1000;
  if (isTokenError(description)) {
    io.stdout(args.format === 'json' ? `${JSON.stringify({ error: description.text })}\n` : `error: ${description.text}\n`);
    return 1;
  }
  const findings = text === undefined ? [] : inspectJwks(text, { release: args.targetVersion });
  const verdicts = text === undefined ? [] : ([args.targetVersion, 'strict'] as const).map((profile) => judge(token, text, profile, now, {
    issuer: args.issuer ?? description.issuer ?? '',
    audiences: args.audience,
  }));
  io.stdout(args.format === 'json'
    ? inspectionJson(description, verdicts, findings)
    : inspectionText(description, verdicts, findings, now, args.issuer === undefined));
  return verdicts.every(({ accepted }) => accepted) && findings.every(({ severity }) => severity !== 'error') ? 0 : 1;
}

function judge(token: string, jwks: string, profile: Profile, now: number, provider: Omit<KeySet, 'keys'>): ProfileVerdict {
  const loaded = loadJwks(jwks, { profile });
  const keys = 'keys' in loaded ? loaded.keys : new Map<string, never>();
  const result = verifyTokenSync(token, [{ ...provider, keys }], { now, profile });
  return isTokenError(result) ? { profile, accepted: false, text: result.text } : { profile, accepted: true };
}

function inspectionJson(description: TokenDescription, verdicts: readonly ProfileVerdict[], findings: readonly JwksFinding[]): string {
  const judged = verdicts.length === 0 ? '' : `,"verdicts":${JSON.stringify(verdicts)},"findings":${JSON.stringify(findings)}`;
  return `{"header":${description.header},"claims":${description.payload}${judged}}\n`;
}

function inspectionText(
  description: TokenDescription, verdicts: readonly ProfileVerdict[], findings: readonly JwksFinding[], now: number, ownIssuer: boolean,
): string {
  return [
    `header ${description.header}`,
    `claims ${description.payload}`,
    ...Object.entries(description.times).map(([name, time]) => `${name} ${timeInWords(time, now)}`),
    ...verdicts.map(({ profile, text }) => `${profile === 'strict' ? 'strict' : `agentgateway ${profile}`}: ${text ?? 'accepted'}`),
    ...(verdicts.length > 0 && ownIssuer ? ['the issuer was not checked; `--issuer` names the one of the policy'] : []),
    ...findings.map(({ code, severity, message, help }) => `${severity} ${code}: ${message}\n  help: ${help}`),
    '',
  ].join('\n');
}

/** Units of a length of time, longest first, in seconds. */
const UNITS = [['year', 31_557_600], ['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const;

const LAST_DATE = 8_640_000_000_000;

function timeInWords(time: number, now: number): string {
  if (Math.abs(time) > LAST_DATE) {
    return `${time} (beyond the calendar)`;
  }
  const distance = Math.round(time - now);
  const [unit, seconds] = UNITS.find(([, length]) => Math.abs(distance) >= length) ?? UNITS[UNITS.length - 1];
  const words = new Intl.RelativeTimeFormat('en').format(Math.trunc(distance / seconds), unit);
  return `${new Date(time * 1000).toISOString().replace('.000Z', 'Z')} (${words})`;
}

function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be read (${reasonOf(error)})`, 'name a file that exists and that you may read');
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
