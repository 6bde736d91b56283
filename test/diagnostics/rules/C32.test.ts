import { policyExample } from '../../../src/diagnostics/examples/policy-example';
import { findingsOf } from '../support/findings-of';

test.each([
  ['is no hash, being of 13 letters that crypt never ends with', 'Summer2024abz', 'error'],
  ['may be a hash of the old crypt', 'Summer2024abc', 'warning'],
  ['is a hash of the old crypt', 'rqXexS6ZhobKA', 'warning'],
])('a password that %s', (_what, password, severity) => {
  const [finding, ...more] = findingsOf('C32', policyExample('basic', 'Gateway', `traffic: { basicAuthentication: { users: ['alice:${password}'] } }`));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ severity });
  expect(finding.message).not.toContain(password);
});
