// The two parts of undici that the proxy uses. The package's own entry loads fetch, caches and web sockets with them, which takes
// longer than everything else the proxy loads.

declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export = Pool;
}

declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';
  export = buildConnector;
}
