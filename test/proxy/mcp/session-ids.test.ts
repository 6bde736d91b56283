import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { SessionOwner, sessionIdsFor } from '../../../src/proxy/mcp/session-ids';

const key = randomBytes(32);
const alice: SessionOwner = { backend: { namespace: 'ns', name: 'github' }, target: 'mcp', principal: '["solo.io","alice"]' };

describe('session ids in strict', () => {
  const ids = sessionIdsFor('strict', key);

  test('open for the client and the backend they were made for', () => {
    expect(ids.open(ids.issue(alice, 'upstream-1'), alice)).toEqual({ upstream: 'upstream-1' });
    expect(ids.open(ids.issue(alice, undefined), alice)).toEqual({});
  });

  test.each<[string, SessionOwner]>([
    ['another client', { ...alice, principal: '["solo.io","bob"]' }],
    ['a client without token', { ...alice, principal: undefined }],
    ['another backend', { ...alice, backend: { namespace: 'ns', name: 'gitlab' } }],
    ['another namespace', { ...alice, backend: { namespace: 'other', name: 'github' } }],
    ['another target', { ...alice, target: 'other' }],
  ])('do not open for %s', (_, owner) => {
    expect(ids.open(ids.issue(alice, 'upstream-1'), owner)).toBe('not yours');
  });

  test('do not open under another key', () => {
    expect(sessionIdsFor('strict', randomBytes(32)).open(ids.issue(alice, 'upstream-1'), alice)).toBe('not yours');
  });

  test('are visible ASCII, never repeat and do not show the id of the backend', () => {
    const first = ids.issue(alice, 'upstream-1');
    expect(first).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(first).not.toBe(ids.issue(alice, 'upstream-1'));
    expect(Buffer.from(first, 'base64url').toString('latin1')).not.toContain('upstream-1');
  });

  test('cannot be changed in any byte', () => {
    const id = ids.issue(alice, 'upstream-1');
    fc.assert(fc.property(fc.nat(Buffer.from(id, 'base64url').length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const bytes = Buffer.from(id, 'base64url');
      bytes[index] = (bytes[index] + change) % 256;
      expect(ids.open(bytes.toString('base64url'), alice)).toBe('not yours');
    }));
  });

  test('are told from texts that cannot be any', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(['malformed', 'not yours']).toContain(ids.open(text, alice));
    }));
    expect(ids.open('garbage!', alice)).toBe('malformed');
  });
});

describe('session ids in 1.4', () => {
  const ids = sessionIdsFor('1.4', key);

  test('are agentgateway\'s readable ones, bound to nobody', () => {
    const id = ids.issue(alice, 'upstream-1');
    expect(JSON.parse(Buffer.from(id, 'base64url').toString())).toEqual({ t: 'mcp', s: [{ t: 'mcp', s: 'upstream-1' }] });
    expect(ids.open(id, { ...alice, principal: undefined })).toEqual({ upstream: 'upstream-1' });
  });

  test('hold a random part where the backend gives no id', () => {
    expect(JSON.parse(Buffer.from(ids.issue(alice, undefined), 'base64url').toString())).toEqual({ t: 'mcp', s: [{ t: 'mcp' }], r: expect.any(String) });
  });

  test.each([
    ['garbage!', 'malformed'],
    ['Z2FyYmFnZQ', 'malformed'],
    [Buffer.from('{"t":"mcp","s":[{"t":"other"}]}').toString('base64url'), 'not yours'],
    [Buffer.from('{"t":"mcp","s":[{"t":"mcp"},{"t":"mcp"}]}').toString('base64url'), 'not yours'],
    [Buffer.from('{"t":"mcp","s":[{"t":"mcp","s":"a\\r\\nx: y"}]}').toString('base64url'), undefined],
  ])('%s is %s', (id, expected) => {
    expect(ids.open(id, alice)).toEqual(expected ?? {});
  });
});
