import { FORMATS } from '../../src/crds/formats';

/** As the API server (1.34) answers. */
const TEXTS: readonly (readonly [format: string, accepted: readonly string[], refused: readonly string[]])[] = [
  ['hostname', ['example.com', 'm-host', 'a', 'xn--a.com', '💩.com', 'localhost', 'a-b-c.com', 'A'.repeat(63)],
    ['a.b', '1.2.3.4', 'my-host', 'a_b', 'a.com.', 'a..com', '-a.com', 'a-.com', 'a.c', '', 'A'.repeat(64), 'a.123']],
  ['date-time', ['2020-01-01T00:00:00Z', '2020-01-01t00:00:00z', '2020-01-01T00:00:00,5Z', '2020-01-01T00:00:00x5Z', '2020-01-01T00:00:00+99:99'],
    ['2020-01-01 00:00:00Z', '2020-01-01T00:00:00+0200', '2020-01-01T24:00:00Z', '2020-01-01T00:00:60Z', '2020-01-01', '', '2020-02-30T00:00:00Z', '2020-01-01T00:00:00']],
  ['byte', ['YQ==', 'aGVs'], ['', 'YQ', 'YQ==YQ==', 'a-_=', 'aGVsbG8=\n']],
  ['uri', ['/a', 'http://a', 'mailto:a', '*', '//a b', 'http://[::1]'], ['', 'a', '#a', 'http://a b', 'http://a%41b/', 'http://[1.2.3.4]']],
  ['email', ['a@b', 'A <a@b.c>', '"a b"@c', 'a@[1.2.3.4]', '<a@b>'], ['a', 'a b@c', 'a@b@c', 'a@', '@b', 'a.@b', 'a..b@c']],
  ['ipv4', ['1.2.3.4', '01.2.3.4', '::1.2.3.4', '::ffff:1.2.3.4', '::ffff:01.2.3.04'], ['1.2.3', '1.2.3.256', '']],
  ['ipv6', ['::1', '::ffff:1.2.3.4'], ['::1%eth0', '1.2.3.4', '::00012', '::ffff:01.2.3.04', '']],
  ['cidr', ['1.2.3.0/24', '1.2.3.0/024', '01.2.3.0/24', '::/0'], ['1.2.3.4', '1.2.3.0/33']],
  ['mac', ['01:23:45:67:89:ab', '01-23-45-67-89-ab', '0123.4567.89ab', '00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01', '01:23:45:67:89:ab:cd:ef'],
    ['01:23:45:67:89', '01:23-45:67:89:ab']],
  ['uuid4', ['123e4567-e89b-42d3-a456-426614174000', '123e4567e89b42d3a456426614174000'], ['123e4567-e89b-42d3-c456-426614174000']],
  ['duration', ['1h', '3 days', '3days ago', '0', '-1h', '1.5 hours', '5 secs', '1h 3 weeks', '5 Minutes', '1hour', 'nonsense 2 w', '5µs'], ['', '2 hrs', '1 fortnight', '1 dx', '3000000']],
  ['creditcard', ['4111111111111111', '4111-1111-1111-1111', 'x4111111111111111'], ['4111 1111 1111 1112', '1']],
  ['rgbcolor', ['rgb(255,255,255)', 'rgb( 1 , 2,3 )'], ['rgb(256,0,0)', 'rgb(01,0,0)', 'RGB(1,2,3)']],
];

describe.each(TEXTS)('format %s', (format, accepted, refused) => {
  test.each(accepted)('takes %j', (text) => expect(FORMATS.get(format)!(text)).toBe(true));
  test.each(refused)('refuses %j', (text) => expect(FORMATS.get(format)!(text)).toBe(false));
});
