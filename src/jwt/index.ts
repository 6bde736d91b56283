export { inspectJwks } from './inspect-jwks';
export type { JwksFinding, JwksFindingCode } from './jwks-finding';
export type { KeySet } from './key-set';
export { loadJwks, type LoadedJwks } from './load-jwks';
export type { Profile } from './profile';
export type { SignatureAlgorithm } from './signature-algorithm';
export type { VerificationKey } from './verification-key';
