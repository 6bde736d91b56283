/** What is not verified about the certificate of a server: the values of `tls.insecureSkipVerify`. */
export enum InsecureSkipVerify {
  /** Nothing is: whoever answers is taken for the server. */
  ALL = 'All',
  /** Its names are not: whoever has a certificate of the same authorities is taken for the server. */
  HOSTNAME = 'Hostname',
}
