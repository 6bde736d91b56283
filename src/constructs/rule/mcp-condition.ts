import { and, or, tight } from './cel';
import { textLiteral } from './literal';
import { Condition } from './rule';
import { UsageError } from '../support/usage-error';

/** What MCP authorization is asked about, one at a time (agentgateway 1.4: exactly one of these exists beneath `mcp`). */
const kinds = ['tool', 'prompt', 'resource', 'task'] as const;

/** The name of the tool, prompt or resource in question. The answer for anything of another kind is no. */
export function isMcpItem(kind: 'tool' | 'prompt' | 'resource', names: readonly string[]): Condition {
  const literals = literalsOf(names);
  const access = `mcp.${kind}.name`;
  return {
    kind: 'condition',
    holds: tight(literals.length === 1 ? `${access} == ${literals[0]}` : `${access} in [${literals.join(', ')}]`),
    fails: or(
      tight(`!has(mcp.${kind})`),
      tight(literals.length === 1 ? `${access} != ${literals[0]}` : `!(${access} in [${literals.join(', ')}])`),
    ),
    ...sentences(kind, literals),
    mcp: { kind, names },
  };
}

/** The MCP server in question, whatever it is asked for. */
export function isMcpTarget(names: readonly string[]): Condition {
  const literals = literalsOf(names);
  const compare = (access: string): string => literals.length === 1 ? `${access} == ${literals[0]}` : `${access} in [${literals.join(', ')}]`;
  const holds = or(...kinds.map((kind) => and(tight(`has(mcp.${kind})`), tight(compare(`mcp.${kind}.target`)))));
  return {
    kind: 'condition',
    holds,
    fails: tight(`!(${holds.text})`),
    ...sentences('target', literals),
    mcp: { kind: 'target', names },
  };
}

/** Any prompt or resource, for which there is no tool. */
export function isPromptOrResource(): Condition {
  return {
    kind: 'condition',
    holds: or(tight('has(mcp.prompt)'), tight('has(mcp.resource)')),
    fails: and(tight('!has(mcp.prompt)'), tight('!has(mcp.resource)')),
    says: 'it is a prompt or resource',
    saysNot: 'it is neither a prompt nor a resource',
    mcp: { kind: 'prompt', names: [] },
  };
}

function literalsOf(names: readonly string[]): string[] {
  if (names.length === 0 || names.includes('')) throw new UsageError('a rule compares with no name or an empty one', 'give at least one name');
  return names.map(textLiteral);
}

function sentences(called: string, literals: readonly string[]): { says: string; saysNot: string } {
  return literals.length === 1
    ? { says: `${called} is ${literals[0]}`, saysNot: `${called} is not ${literals[0]}` }
    : { says: `${called} is one of ${literals.join(', ')}`, saysNot: `${called} is none of ${literals.join(', ')}` };
}
