/** Recorded spellings that agentgateway loads and this project does not: none has a use, most never match. */
export const refusedOnPurpose: readonly { readonly id: string; readonly expr: string; readonly reason: string }[] = [
  { id: 'literal-048', expr: 'b"""x"""', reason: 'agentgateway reads bytes in triple quotes with two of the quotes, which nobody means' },
  { id: 'literal-061', expr: 'b\'\'\'x\'\'\'', reason: 'agentgateway reads bytes in triple quotes with two of the quotes, which nobody means' },
  { id: 'parse-029', expr: 'if', reason: 'a reserved word is never a variable' },
  { id: 'parse-030', expr: 'for', reason: 'a reserved word is never a variable' },
  { id: 'parse-039', expr: '.size("abc")', reason: 'a leading dot changes the name of a function into one that does not exist' },
  { id: 'parse-040', expr: 'Foo{}', reason: 'the construction of messages always fails' },
  { id: 'parse-041', expr: 'foo.Bar{a: 1}', reason: 'the construction of messages always fails' },
  { id: 'parse-087', expr: 'r"\\"', reason: 'a raw text that ends with a backslash looks like one that is not closed' },
  { id: 'parse-127', expr: '[,]', reason: 'a comma without an element' },
  { id: 'parse-128', expr: '{,}', reason: 'a comma without an element' },
];
