import { generate } from 'selfsigned';

export interface ThrowAwayCertificate {
  /** Private key, PEM. It lives in memory only. */
  readonly key: string;
  /** The certificate, PEM; being self-signed, it is its own certificate authority. */
  readonly cert: string;
}

/** A certificate for one DNS name, valid for a day, that only those trust who are handed it. */
export async function throwAwayCertificate(dnsName: string): Promise<ThrowAwayCertificate> {
  const pem = await generate([{ name: 'commonName', value: dnsName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 24 * 60 * 60 * 1000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: dnsName }] },
    ],
  });
  return { key: pem.private, cert: pem.cert };
}
