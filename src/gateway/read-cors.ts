import { Cors } from './effective-gateway';

/** A CORS filter of an HTTPRoute or `traffic.cors` of a policy; both have the same fields. */
export interface CorsBlock {
  readonly allowOrigins?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAge?: number;
}

/** Fills in Gateway API's defaults. */
export function readCors(cors: CorsBlock): Cors {
  return {
    allowOrigins: cors.allowOrigins ?? [],
    allowMethods: cors.allowMethods ?? [],
    allowHeaders: cors.allowHeaders ?? [],
    exposeHeaders: cors.exposeHeaders ?? [],
    allowCredentials: cors.allowCredentials ?? false,
    maxAge: cors.maxAge ?? 5,
  };
}
