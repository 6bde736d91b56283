import type { ObjectKey } from '../../gateway';
import { Refusal, textRefusal } from '../refusal';
import { isVisibleAscii, OpenedSession, SessionIds, SessionOwner } from './session-ids';

/** Idle time after which a session is forgotten (agentgateway `config.mcp.sessionTtl`). */
const TIME_TO_LIVE = 30 * 60_000;
const MAX_SESSIONS = 100_000;

interface KnownSession {
  readonly backend: ObjectKey;
  lastUsed: number;
}

export const SESSION_NOT_FOUND = textRefusal(404, 'mcp: session not found', 'MCP');
const INVALID_SESSION = textRefusal(400, 'mcp: invalid session ID header', 'MCP');

/** The sessions of legacy clients. What a session is, its id says; here is only remembered which ones are open. */
export class Sessions {
  /** Least recently used first. */
  private readonly known = new Map<string, KnownSession>();

  constructor(private readonly ids: SessionIds, private readonly now: () => number = Date.now) {}

  /** @returns the id for the client */
  start(owner: SessionOwner, upstream: string | undefined): string {
    const id = this.ids.issue(owner, upstream);
    this.remember(id, owner.backend);
    return id;
  }

  /** The session of a POST; one that is not known any more is taken up again. */
  resume(id: string, owner: SessionOwner): OpenedSession | Refusal {
    const opened = this.open(id, owner);
    if (!('status' in opened)) {
      this.remember(id, owner.backend);
    }
    return opened;
  }

  /** The session of a GET, which must be known. */
  find(id: string, owner: SessionOwner): OpenedSession | Refusal {
    return this.isOpen(id) ? this.resume(id, owner) : SESSION_NOT_FOUND;
  }

  /** Forgets a session; undefined where there is none to end at the backend. */
  end(id: string, owner: SessionOwner): OpenedSession | undefined {
    const opened = this.find(id, owner);
    if ('status' in opened) {
      return undefined;
    }
    this.known.delete(id);
    return opened;
  }

  private open(id: string, owner: SessionOwner): OpenedSession | Refusal {
    const known = this.known.get(id);
    if (known && !(known.backend.namespace === owner.backend.namespace && known.backend.name === owner.backend.name)) {
      return SESSION_NOT_FOUND;
    }
    const opened = isVisibleAscii(id) ? this.ids.open(id, owner) : 'malformed';
    if (opened === 'malformed') {
      return INVALID_SESSION;
    }
    return opened === 'not yours' ? SESSION_NOT_FOUND : opened;
  }

  private isOpen(id: string): boolean {
    const session = this.known.get(id);
    return session !== undefined && this.now() - session.lastUsed <= TIME_TO_LIVE;
  }

  private remember(id: string, backend: ObjectKey): void {
    this.known.delete(id);
    this.known.set(id, { backend, lastUsed: this.now() });
    for (const [oldest, { lastUsed }] of this.known) {
      if (this.known.size <= MAX_SESSIONS && this.now() - lastUsed <= TIME_TO_LIVE) {
        break;
      }
      this.known.delete(oldest);
    }
  }
}
