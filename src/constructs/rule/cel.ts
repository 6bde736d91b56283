/** A piece of a CEL expression, and the operator that holds its outermost parts together. */
export interface Cel {
  readonly text: string;
  readonly outermost: 'and' | 'or' | 'tight';
}

/** A piece that needs no parentheses beside `&&` and `||`: a comparison, a call, a negation. */
export function tight(text: string): Cel {
  return { text, outermost: 'tight' };
}

export function and(...parts: readonly Cel[]): Cel {
  return join(parts, 'and', ' && ');
}

export function or(...parts: readonly Cel[]): Cel {
  return join(parts, 'or', ' || ');
}

function join(parts: readonly Cel[], outermost: 'and' | 'or', operator: string): Cel {
  if (parts.length === 1) return parts[0];
  const texts = parts.map((part) => part.outermost === 'tight' || part.outermost === outermost ? part.text : `(${part.text})`);
  return { text: texts.join(operator), outermost };
}
