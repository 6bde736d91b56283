import type { Profile } from './profile';

/** An agentgateway release line or the development branch `main`: what manifests are written for, as opposed to the profile `strict`. */
export type Release = Exclude<Profile, 'strict'>;
