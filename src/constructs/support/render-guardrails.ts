import { Guardrail } from '../guardrail';

/** `backend.mcp.guardrails`. */
export function renderGuardrails(guardrails: readonly Guardrail[], namespace: string | undefined): Record<string, unknown> {
  return {
    processors: guardrails.map(({ service, methods, failureMode, metadata, allowedRequestHeaders, disallowedRequestHeaders }) => ({
      methods: { ...methods },
      remote: { backendRef: service._render(namespace), failureMode, metadata, allowedRequestHeaders, disallowedRequestHeaders },
    })),
  };
}
