import { gatewayExample } from './gateway-example';

/** The YAML of a gateway whose route gives the header `Authorization` this value, on the way to one backend. For the examples of a rule. */
export function backendFilterExample(value: string): string {
  const filter = `{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: Authorization, value: '${value}' }] } }`;
  return gatewayExample().replace('name: github }]', `name: github, filters: [${filter}] }]`);
}
