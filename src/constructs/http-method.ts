/** A request method, as route matches name it (`matches[].method`). */
export enum HttpMethod {
  /** `GET`. */
  GET = 'GET',
  /** `HEAD`. */
  HEAD = 'HEAD',
  /** `POST`. */
  POST = 'POST',
  /** `PUT`. */
  PUT = 'PUT',
  /** `DELETE`. */
  DELETE = 'DELETE',
  /** `CONNECT`. */
  CONNECT = 'CONNECT',
  /** `OPTIONS`. */
  OPTIONS = 'OPTIONS',
  /** `TRACE`. */
  TRACE = 'TRACE',
  /** `PATCH`. */
  PATCH = 'PATCH',
}
