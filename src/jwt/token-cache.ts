import { createHash } from 'node:crypto';
import type { VerifyOptions } from './check-claims';
import type { KeySet } from './key-set';
import { lifetimeFault } from './lifetime-fault';
import { TOKEN_LIMIT } from './prepare-token';
import { isTokenError, type TokenError } from './token-error';
import type { VerifiedToken } from './verified-token';

type Verdict = VerifiedToken | TokenError;

/** Verifies one token, at once or later. */
export type VerifyToken = (token: string, providers: readonly KeySet[], options: VerifyOptions) => Verdict | Promise<Verdict>;

/**
 * Remembers tokens that held, because a signature costs far more than a digest. Tokens that did not hold are never remembered.
 *
 * An entry belongs to one token, one list of providers (by identity: reloaded keys are another list) and one profile; its lifetime is checked
 * against the clock of every hit. A hit answers with the very object of the first verification. Tokens are kept as SHA-256 digests only.
 */
export class TokenCache {
  private readonly entries = new Map<string, VerifiedToken>();
  private readonly generations = new WeakMap<readonly KeySet[], number>();
  private lastGeneration = 0;

  /**
   * @param verifyToken asked for every token that is not remembered
   * @param capacity how many tokens are remembered; the one that was used least recently goes first
   */
  constructor(private readonly verifyToken: VerifyToken, private readonly capacity = 1024) {}

  /** Answers as `verifyToken` would; at once where the token is remembered. */
  verify(token: string, providers: readonly KeySet[], options: VerifyOptions): Verdict | Promise<Verdict> {
    if (token.length > TOKEN_LIMIT) {
      return this.verifyToken(token, providers, options);
    }
    const key = `${this.generationOf(providers)} ${options.profile} ${createHash('sha256').update(token).digest('base64')}`;
    const remembered = this.entries.get(key);
    if (remembered !== undefined) {
      this.entries.delete(key);
      if (lifetimeFault(remembered, options.now) === undefined) {
        this.entries.set(key, remembered);
        return remembered;
      }
    }
    const verdict = this.verifyToken(token, providers, options);
    return 'then' in verdict ? verdict.then((result) => this.remember(key, result)) : this.remember(key, verdict);
  }

  private generationOf(providers: readonly KeySet[]): number {
    let generation = this.generations.get(providers);
    if (generation === undefined) {
      generation = ++this.lastGeneration;
      this.generations.set(providers, generation);
    }
    return generation;
  }

  private remember(key: string, verdict: Verdict): Verdict {
    if (isTokenError(verdict)) {
      return verdict;
    }
    // two requests with one token may have verified it at the same time; all of them get one object
    const first = this.entries.get(key) ?? verdict;
    this.entries.delete(key);
    this.entries.set(key, first);
    if (this.entries.size > this.capacity) {
      this.entries.delete(this.entries.keys().next().value!);
    }
    return first;
  }
}
