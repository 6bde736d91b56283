/** An identity that Azure manages: `auth.azure.managedIdentity`. */
export interface AzureManagedIdentity {
  /** `clientId`. */
  readonly clientId: string;

  /** `objectId`. */
  readonly objectId: string;

  /** `resourceId`. */
  readonly resourceId: string;
}
