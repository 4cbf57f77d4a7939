import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const configuration = `
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_cert = tsa.crt
signer_key = tsa.key
certs = middle.crt
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
[req]
distinguished_name = names
[names]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;

export const keyKinds = {
  'RSA 2048': ['rsa', 'rsa_keygen_bits:2048'],
  'P-256': ['ec', 'ec_paramgen_curve:P-256'],
  'P-384': ['ec', 'ec_paramgen_curve:P-384'],
  'Ed25519': ['ed25519'],
} as const;

/** A time-stamping authority that openssl is, in a folder of its own: `root.crt`, `middle.crt`, `tsa.crt` and their keys. */
export class OpensslAuthority {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Its own certificate counts for so many days from now; the others for forty years. */
  static async make(kind: keyof typeof keyKinds, days = 365): Promise<OpensslAuthority> {
    const authority = new OpensslAuthority(mkdtempSync(join(tmpdir(), 'evidence-gate-tsa-')));
    writeFileSync(authority.path('openssl.cnf'), configuration);
    writeFileSync(authority.path('serial'), '01\n');
    const key = async (name: string, [algorithm, option]: readonly string[]): Promise<unknown> =>
      await authority.openssl('genpkey', '-algorithm', algorithm ?? '', ...(option === undefined ? [] : ['-pkeyopt', option]), '-out', `${name}.key`);
    await key('root', keyKinds['P-256']);
    await key('middle', keyKinds['RSA 2048']);
    await key('tsa', keyKinds[kind]);
    const request = ['req', '-new', '-config', 'openssl.cnf'];
    await authority.openssl(
      ...request,
      '-x509',
      '-key',
      'root.key',
      '-subj',
      '/O=Gamma/CN=Gamma root',
      '-days',
      '14600',
      '-extensions',
      'root',
      '-out',
      'root.crt',
    );
    const issue = async (name: string, by: string, section: string, lasting: number): Promise<void> => {
      await authority.openssl(...request, '-key', `${name}.key`, '-subj', `/O=Gamma/CN=Gamma ${name}`, '-out', `${name}.csr`);
      const from = ['-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-CAcreateserial', '-extfile', 'openssl.cnf', '-extensions', section];
      await authority.openssl('x509', '-req', '-in', `${name}.csr`, ...from, '-days', String(lasting), '-out', `${name}.crt`);
    };
    await issue('middle', 'root', 'middle', 14_600);
    await issue('tsa', 'middle', 'stamps', days);
    return authority;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async openssl(...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run('openssl', args, { cwd: this.folder });
    return stdout + stderr;
  }

  /** Answers a query, as `openssl ts` does. */
  async reply(query: Uint8Array): Promise<Uint8Array> {
    writeFileSync(this.path('query.tsq'), query);
    await this.openssl('ts', '-reply', '-config', 'openssl.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
    return readFileSync(this.path('reply.tsr'));
  }

  /** An authority of a trust policy. */
  statement(name = 'Gamma'): Record<string, unknown> {
    const certificates = [readFileSync(this.path('root.crt'), 'utf8').replace(/-----[A-Z ]+-----|\s/g, '')];
    return { name, certificates, valid_from: '2025-01-01T00:00:00.000Z', valid_to: '2060-01-01T00:00:00.000Z' };
  }
}

type Answer = (query: Uint8Array, request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Does the work while an authority on this machine answers so. */
export async function withAuthority<T>(answer: Answer, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => void Promise.resolve(answer(Buffer.concat(parts), request, response)).catch(() => response.destroy()));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The answer of an honest server. */
export function sends(make: (query: Uint8Array) => Promise<Uint8Array> | Uint8Array, status = 200): Answer {
  return async (query, _, response) => void response.writeHead(status, { 'content-type': 'application/timestamp-reply' }).end(await make(query));
}
