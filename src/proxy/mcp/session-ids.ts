import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { asObject, own } from './json-rpc-message';
import type { Profile } from '../../decision';
import type { ObjectKey } from '../../gateway';

/** To whom a session belongs and where it leads. */
export interface SessionOwner {
  readonly backend: ObjectKey;
  readonly target: string;
  /** Who the token speaks for; undefined for clients without token. */
  readonly principal: string | undefined;
}

/** The backend's own id in a session; absent where it gave none. */
export interface OpenedSession {
  readonly upstream?: string;
}

/**
 * Makes the ids that clients get, and reads the ones they bring.
 * `malformed` is an id that cannot be one of ours, `not yours` one that is of another backend, another client or another proxy.
 */
export interface SessionIds {
  issue(owner: SessionOwner, upstream: string | undefined): string;
  open(id: string, owner: SessionOwner): OpenedSession | 'malformed' | 'not yours';
}

/** Length of the key that seals session ids, in bytes. */
export const SESSION_KEY_LENGTH = 32;

/** Ids as the profile wants them: sealed in strict, readable as in agentgateway 1.4 otherwise. */
export function sessionIdsFor(profile: Profile, key: Buffer): SessionIds {
  return profile === 'strict' ? new SealedSessionIds(key) : readableSessionIds;
}

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * AES-256-GCM over the backend's id, with backend, target and principal as associated data: an id opens only for the client and the backend that it
 * was made for, can not be forged, and does not show the backend's id.
 */
class SealedSessionIds implements SessionIds {
  constructor(private readonly key: Buffer) {}

  issue(owner: SessionOwner, upstream: string | undefined): string {
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(associatedData(owner));
    const sealed = Buffer.concat([cipher.update(JSON.stringify({ upstream })), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  open(id: string, owner: SessionOwner): OpenedSession | 'malformed' | 'not yours' {
    const bytes = decodeBase64Url(id);
    if (!bytes || bytes.length <= NONCE_LENGTH + TAG_LENGTH) {
      return 'malformed';
    }
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE_LENGTH), { authTagLength: TAG_LENGTH })
      .setAAD(associatedData(owner))
      .setAuthTag(bytes.subarray(-TAG_LENGTH));
    try {
      const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH)), decipher.final()]);
      return JSON.parse(opened.toString('utf8')) as OpenedSession;
    } catch {
      return 'not yours';
    }
  }
}

function associatedData({ backend, target, principal }: SessionOwner): Buffer {
  return Buffer.from(JSON.stringify([backend.namespace, backend.name, target, principal ?? null]));
}

/** agentgateway 1.4's default (`http/sessionpersistence.rs`): base64url of JSON, bound to nobody. */
const readableSessionIds: SessionIds = {
  issue: ({ target }, upstream) => {
    const session = { t: 'mcp', s: [{ t: target, ...(upstream !== undefined && { s: upstream }) }], ...(upstream === undefined && { r: randomUUID() }) };
    return Buffer.from(JSON.stringify(session)).toString('base64url');
  },
  open: (id, { target }) => {
    const session = asObject(parse(decodeBase64Url(id)));
    const entries = session && own(session, 't') === 'mcp' ? own(session, 's') : undefined;
    if (!Array.isArray(entries)) {
      return 'malformed';
    }
    const entry = asObject(entries[0]);
    if (entries.length !== 1 || !entry || own(entry, 't') !== target) {
      return 'not yours';
    }
    const upstream = own(entry, 's');
    return typeof upstream === 'string' && isVisibleAscii(upstream) ? { upstream } : {};
  },
};

/** Whether a text may be a header value that names a session (MCP: visible ASCII). */
export function isVisibleAscii(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function decodeBase64Url(text: string): Buffer | undefined {
  return /^[A-Za-z0-9_-]+$/.test(text) ? Buffer.from(text, 'base64url') : undefined;
}

function parse(bytes: Buffer | undefined): unknown {
  try {
    return bytes && JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
