/** The YAML of a gateway example with a CORS filter in its route. */
export function corsFilterExample(documents: string, ...fields: readonly string[]): string {
  return documents.replace('      backendRefs:', [
    '      filters:',
    '        - type: CORS',
    '          cors:',
    ...fields.map((field) => `            ${field}`),
    '      backendRefs:',
  ].join('\n'));
}
