import type { CelAst, CelHas, CelIdentifier, CelIndex, CelSelect } from '../ast';
import { Checker, Context, operandContext, textOf } from './checker';
import { Facts, keyOf, pathOf } from './facts';
import { reportBody } from './report-body';
import { reportHeaderList } from './report-header-list';
import { reportMayBeMissing } from './report-may-be-missing';
import { reportUnavailableField, reportUnavailableRoot } from './report-unavailable';
import { reportLikelyClaim, reportUnknownField, reportUnknownName } from './report-unknown';
import { specialField } from '../environment/environment';
import { typeNames } from '../environment/functions';
import { RootName, rootNames } from '../environment/place';
import {
  alwaysHasKind, bool, boolOf, canHaveKind, Field, json, jsonElement, Kind, listOf, never, ofKinds, scalar, Type, union,
} from '../environment/type';
import { printType } from '../environment/type-text';

/** A variable of a macro, a root variable or a type name. */
export function inferIdentifier(checker: Checker, node: CelIdentifier, context: Context): Type {
  const bound = context.variables.get(node.name);
  if (bound) {
    return narrowed(bound, node, context.facts);
  }
  const root = checker.environment.roots.get(node.name as RootName);
  if (root) {
    return narrowed(root.type, node, context.facts);
  }
  if (typeNames.includes(node.name)) {
    return scalar('type');
  }
  reportUnknownName(checker, node);
  return never;
}

/** `a.b` and `a["b"]`, with everything on the way to it. */
export function inferRead(checker: Checker, node: CelSelect | CelIndex, context: Context): Type {
  const read = readType(checker, node, context);
  if (read.mayFail) {
    reportMayBeMissing(checker, node, context);
  }
  reportHeaderList(checker, node, read.type, context);
  const path = pathOf(node);
  if (path?.length === 2 && path[0] === 'request' && (path[1] === 'body' || path[1] === 'bodyPrefix') && !context.variables.has('request')) {
    reportBody(checker, node);
  }
  return read.type;
}

interface Read {
  readonly type: Type;
  /** Something on the way may be missing. */
  readonly mayFail: boolean;
}

/** The way to a value, of which only the whole is reported when a part of it may be missing. */
function readType(checker: Checker, node: CelAst, context: Context): Read {
  if (node.kind !== 'select' && node.kind !== 'index') {
    return { type: checker.infer(node, operandContext(context)), mayFail: false };
  }
  const operand = readType(checker, node.operand, operandContext(context));
  const read = node.kind === 'select' ? selectFrom(checker, node, operand.type, context) : indexInto(checker, node, operand.type, context);
  return {
    type: narrowed(read.type, node, context.facts),
    mayFail: (operand.mayFail || read.mayFail) && !context.facts.present.has(keyOf(node)),
  };
}

function narrowed(type: Type, node: CelAst, facts: Facts): Type {
  if (facts.kinds.size === 0 && facts.notNull.size === 0) {
    return type;
  }
  const key = keyOf(node);
  const kinds = facts.kinds.get(key);
  const narrow = kinds ? ofKinds(type, ...kinds) : type;
  return facts.notNull.has(key) ? narrow.filter((shape) => shape.kind !== 'null') : narrow;
}

const noRead: Read = { type: never, mayFail: false };

/** The root variable a part of the expression names, if no macro took the name. */
export function rootOf(node: CelAst, context: Context): RootName | undefined {
  return node.kind === 'identifier' && !context.variables.has(node.name) ? rootNames.find((name) => name === node.name) : undefined;
}

function selectFrom(checker: Checker, node: CelSelect | CelHas | FieldAccess, operand: Type, context: Context): Read {
  const root = rootOf(node.operand, context);
  if (root) {
    const field = rootField(checker, root, node);
    if (field) {
      return fieldRead(checker, node, root, field);
    }
    if (checker.environment.roots.get(root)?.unavailable) {
      reportUnavailableRoot(checker, node, root);
      return noRead;
    }
  }
  return membersOf(checker, node, operand, context);
}

/** A field by name, however it is written. */
interface FieldAccess {
  readonly kind: 'index';
  readonly range: CelAst['range'];
  readonly operand: CelAst;
  readonly field: string;
  readonly fieldRange: CelAst['range'];
}

/** Claims that were declared, and fields beside the claims. */
function rootField(checker: Checker, root: RootName, node: { readonly field: string }): Field | undefined {
  const claims = root === 'jwt' && !checker.environment.roots.get(root)?.unavailable ? checker.claims.get(node.field) : undefined;
  return claims ? { type: claims, mayBeAbsent: true } : specialFieldAt(checker, root, node.field);
}

function specialFieldAt(checker: Checker, root: RootName, name: string): Field | undefined {
  return checker.environment.roots.get(root)?.unavailable ? undefined : specialField(root, name, checker.environment);
}

function fieldRead(checker: Checker, node: CelSelect | CelHas | FieldAccess, root: RootName, field: Field): Read {
  if (field.unavailable) {
    reportUnavailableField(checker, node, `${root}.${node.field}`, field.unavailable);
    return noRead;
  }
  return { type: field.type, mayFail: field.mayBeAbsent };
}

/** The union of what every shape of the operand has under the name. */
function membersOf(checker: Checker, node: CelSelect | CelHas | FieldAccess, operand: Type, context: Context): Read {
  let type = never;
  let mayFail = false;
  let unknownOf: Type[number] | undefined;
  let unavailable: { readonly path: string; readonly reason: 'place' | 'version' } | undefined;
  for (const shape of operand) {
    switch (shape.kind) {
      case 'map': {
        type = union(type, shape.value);
        mayFail = true;
        break;
      }
      case 'headers': {
        type = union(type, headerType(node, context));
        mayFail = true;
        break;
      }
      case 'object': {
        const field = shape.fields.get(node.field);
        if (!field) {
          unknownOf = shape;
        } else if (field.unavailable) {
          unavailable = { path: `${shape.name}.${node.field}`, reason: field.unavailable };
        } else {
          type = union(type, field.type);
          mayFail ||= field.mayBeAbsent;
        }
        break;
      }
      case 'optional': {
        type = node.kind === 'index' ? union(type, [{ kind: 'optional', of: dynOf(shape.of) }]) : type;
        mayFail = true;
        break;
      }
      default:
        mayFail = true;
    }
  }
  if (type.length === 0 && unavailable) {
    reportUnavailableField(checker, node, unavailable.path, unavailable.reason);
  } else if (type.length === 0 && unknownOf?.kind === 'object') {
    reportUnknownField(checker, node, unknownOf);
  } else if (type.length === 0 && operand.length > 0 && node.kind !== 'has') {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: ${printType(operand)} has no fields`,
      help: `read the field of a map or an object instead of \`${textOf(checker, node.operand)}\``,
    });
  }
  reportLikelyClaim(checker, node, context);
  return { type, mayFail };
}

function dynOf(type: Type): Type {
  return union(type, json);
}

/**
 * A header that was sent twice is a list, except by the fast path of agentgateway: `request.headers["literal"]` outside of any body
 * reads the first one.
 */
function headerType(node: CelSelect | CelHas | FieldAccess, context: Context): Type {
  const fast = node.kind === 'index' && !context.inBody && pathOf(node.operand)?.join('.') === 'request.headers' && !context.variables.has('request');
  return fast ? scalar('string') : union(scalar('string'), listOf(scalar('string')));
}

function indexInto(checker: Checker, node: CelIndex, operand: Type, context: Context): Read {
  const indexType = checker.infer(node.index, operandContext(context));
  if (node.index.kind === 'literal' && node.index.type === 'string') {
    const access: FieldAccess = {
      kind: 'index', range: node.range, operand: node.operand, field: node.index.value, fieldRange: node.index.range,
    };
    return selectFrom(checker, access, operand, context);
  }
  const root = rootOf(node.operand, context);
  if (root && checker.environment.roots.get(root)?.unavailable) {
    reportUnavailableRoot(checker, node, root);
    return noRead;
  }
  let type = never;
  for (const shape of operand) {
    if (shape.kind === 'list' && canHaveKind(indexType, 'int', 'uint')) {
      type = union(type, shape.element === json ? jsonElement : shape.element);
    } else if (shape.kind === 'map' && canHaveKind(indexType, ...keyKinds(shape.value))) {
      type = union(type, shape.value);
    } else if (shape.kind === 'object' && canHaveKind(indexType, 'string', 'query', 'secret')) {
      type = [...shape.fields.values()].reduce((all, field) => union(all, field.type), type);
    } else if (shape.kind === 'headers' && canHaveKind(indexType, 'string', 'query', 'secret')) {
      type = union(type, union(scalar('string'), listOf(scalar('string'))));
    } else if (shape.kind === 'optional') {
      type = union(type, [{ kind: 'optional', of: dynOf(shape.of) }]);
    }
  }
  if (type.length === 0 && operand.length > 0 && indexType.length > 0) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: ${printType(operand)} cannot be indexed by ${printType(indexType)}`,
      help: alwaysHasKind(operand, 'string', 'query') ? 'take a character with `.charAt(…)` or a part with `.substring(…)`' : 'lists take an int, maps a string',
    });
  }
  return { type, mayFail: true };
}

/** JSON has text as keys only; a map literal may have others. */
function keyKinds(value: Type): readonly Kind[] {
  return value === json || value === jsonElement ? ['string', 'query', 'secret'] : ['string', 'query', 'secret', 'int', 'uint', 'bool'];
}

function reportNoKey(checker: Checker, node: CelHas): void {
  checker.drafts.push({
    code: 'A18',
    severity: 'kills',
    security: false,
    range: node.range,
    message: `\`${textOf(checker, node)}\` is always false: \`${node.field}\` can be read but is no key`,
    help: `ask for \`${textOf(checker, node.operand)} != null\``,
    edit: { range: node.range, text: `${textOf(checker, node.operand)} != null` },
  });
}

/** `has(a.b)`: fails only where `a` does. */
export function inferHas(checker: Checker, node: CelHas, context: Context): Type {
  const operand = readType(checker, node.operand, operandContext(context));
  if (operand.mayFail && (node.operand.kind === 'select' || node.operand.kind === 'index')) {
    reportMayBeMissing(checker, node.operand, context);
  }
  const root = rootOf(node.operand, context);
  const special = root && specialFieldAt(checker, root, node.field);
  if (special && !special.unavailable) {
    reportNoKey(checker, node);
    return boolOf(false);
  }
  const field = selectFrom(checker, node, operand.type, context);
  const readable = canHaveKind(operand.type, 'map', 'object', 'headers');
  return readable && field.type.length > 0 ? bool : boolOf(false);
}
