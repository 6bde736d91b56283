import { isBefore, TargetVersion } from '../manifest';
import { PolicyField, PolicyPart } from './policy-fields';
import { PolicyLevel, PolicySource } from './policy-levels';

/** What becomes of a field at a place that its policy reaches. */
export type FieldEffect =
  | 'holds'
  /** It holds together with those of the other levels. */
  | 'pooled'
  /** A more specific level sets it too. */
  | 'replaced'
  /** A less specific level sets it too, and lets nobody replace it. */
  | 'locked out'
  /** Another policy of the same level sets it too: which of the two holds is undefined, and the model takes the other. */
  | 'tied';

/** A field, who sets it, and what becomes of it. */
export interface SettledField {
  readonly field: PolicyField;
  readonly level: PolicyLevel;
  readonly source: PolicySource;
  readonly effect: FieldEffect;
  /** The field that replaces it, locks it out or ties with it. */
  readonly by?: SettledField;
}

type Settling = { -readonly [name in keyof SettledField]: SettledField[name] };

/**
 * Merges what the levels of a place set, weakest first (agentgateway 1.4 `store/binds.rs`): per field the strongest level that sets it wins,
 * unless a weaker one has locked it; authorization accumulates until a level that locks it.
 */
export function settleFields(levels: readonly PolicyLevel[], part: PolicyPart, targetVersion: TargetVersion): readonly SettledField[] {
  const settled: Settling[] = [];
  for (const level of levels) {
    for (const source of level.sources) {
      for (const field of source.fields) {
        if (field.part === part) {
          settled.push({ field, level, source, effect: 'holds' });
        }
      }
    }
  }
  // most places have no policy for most phases
  if (settled.length === 0) {
    return settled;
  }
  const holders = new Map<string, Settling>();
  const locks = new Map<string, Settling>();
  for (const one of settled) {
    settle(one, holders, locks, isPooled(one.field.name, targetVersion));
  }
  for (const loser of settled) {
    // where a stronger level replaces both of a tie, nothing is undefined
    if (loser.effect === 'tied' && loser.by?.effect === 'replaced') {
      loser.effect = 'replaced';
      loser.by = loser.by.by;
    }
  }
  return settled;
}

function settle(one: Settling, holders: Map<string, Settling>, locks: Map<string, Settling>, pooled: boolean): void {
  const { name } = one.field;
  const lock = locks.get(name);
  const holder = holders.get(name);
  if (lock && lock.level !== one.level) {
    one.effect = 'locked out';
    one.by = lock;
    return;
  }
  if (pooled) {
    one.effect = 'pooled';
  } else if (holder?.level === one.level && holder.source !== one.source) {
    one.effect = 'tied';
    one.by = holder;
    return;
  } else {
    if (holder && holder.level !== one.level) {
      holder.effect = 'replaced';
      holder.by = one;
    }
    holders.set(name, one);
  }
  if (one.field.locks && !lock) {
    locks.set(name, one);
  }
}

/** MCP authorization of a more specific level replaced that of the others before 1.4. */
function isPooled(name: string, targetVersion: TargetVersion): boolean {
  return name === 'traffic.authorization' || (name === 'backend.mcp.authorization' && !isBefore(targetVersion, '1.4'));
}
