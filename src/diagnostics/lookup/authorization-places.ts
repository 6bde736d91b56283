import { oncePer } from './once-per';
import { textOfKey } from './text-of-key';
import { AuthorizationRule, EffectiveGateway, Governed, JwtAuthentication, McpBackend, UninterpretedField } from '../../gateway';

/** A place where authorization rules are judged together, and what is known of the caller there. */
export interface AuthorizationPlace {
  /** For messages: "route `ns/name`". */
  readonly title: string;
  readonly rules: readonly AuthorizationRule[];
  /** The JWT authentication whose claims the rules see. */
  readonly jwt?: Governed<JwtAuthentication>;
  /** The older authentication of MCP clients (`backend.mcp.authentication`), whose claims MCP rules see too. */
  readonly mcpAuthentication?: UninterpretedField;
  /** Only of MCP authorization. */
  readonly backend?: McpBackend;
}

/** Every place of the effective gateway where rules are judged: before routing, on a route rule, and at each MCP backend of it. */
export const authorizationPlaces = oncePer(({ listeners }: EffectiveGateway): readonly AuthorizationPlace[] =>
  listeners.flatMap(({ gateway, name, preRouting, routes }): AuthorizationPlace[] => [
    { title: `listener \`${name}\` of Gateway \`${textOfKey(gateway)}\``, rules: preRouting.authorization, jwt: preRouting.jwt },
    ...routes.flatMap((route) => route.rules.flatMap(({ traffic, backends }): AuthorizationPlace[] => {
      const title = `route \`${textOfKey(route.key)}\``;
      const jwt = traffic.jwt ?? preRouting.jwt;
      return [
        { title, rules: traffic.authorization, jwt },
        ...backends.flatMap(({ backend }): AuthorizationPlace[] => backend.kind === 'unusable' ? [] : [{
          title: `backend \`${textOfKey(backend.mcp.key)}\` behind ${title}`,
          rules: backend.mcp.mcpAuthorization,
          jwt,
          mcpAuthentication: backend.mcp.other.find((field) => field.name === 'mcp.authentication'),
          backend: backend.mcp,
        }]),
      ];
    })),
  ]));
