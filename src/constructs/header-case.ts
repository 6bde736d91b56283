/** How names of headers are written in HTTP/1.1: the values of `frontend.http.http1HeaderCase`. */
export enum HeaderCase {
  /** In lower case. */
  LOWERCASE = 'Lowercase',
  /** As they came. */
  PRESERVE = 'Preserve',
}
