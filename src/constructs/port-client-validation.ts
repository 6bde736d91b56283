import { ClientValidation } from './client-validation';

/** Which certificate clients show at one port: an entry of `spec.tls.frontend.perPort` of a Gateway. */
export interface PortClientValidation extends ClientValidation {
  /** `port`: that of an HTTPS listener. */
  readonly port: number;
}
