import { join } from 'node:path';

const file = (name: string) => join(__dirname, '../fixtures/guide', name);
const gateway = [file('gateway.yaml'), file('github-over-https.yaml')];

/** The guides' own YAML, the files of each stage. */
export const GUIDE_MANIFESTS = {
  /** Every valid token is let in. */
  authentication: [...gateway, file('jwt-authentication.yaml')],
  /** Only Alice is let in. */
  authorization: [...gateway, file('jwt-authorization.yaml')],
  /** Every valid token is let in; Alice may use one tool, others none. */
  toolAccess: [...gateway, file('jwt-authentication.yaml'), file('tool-access.yaml')],
};

/** The token for GitHub in these manifests. */
export const GUIDE_GITHUB_TOKEN = 'token-from-the-shell';
