/** The mistakes of the catalogue that manifests cannot show, by code, and why. */
export const UNDECIDABLE: Readonly<Record<string, string>> = {
  B23: 'whether clients rely on the names of tools without a prefix is not in the manifests; `prefixMode: Always` keeps the names when a second target is added',
  J24: 'whether an MCP server expects the token of the client is not in the manifests; the gateway removes a validated token unless `auth.passthrough` is set',
  J28: 'whether tokens are issued for a later time is not in the manifests; agentgateway never compares `nbf` with the clock, the profile `strict` does',
};
