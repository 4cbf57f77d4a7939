import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A time stamping authority of the tests, made by openssl: a root and a certificate that signs time stamps. */
export interface TestAuthority {
  readonly folder: string;
  readonly rootPem: string;
  readonly signingPem: string;
  /** DER in base64. */
  readonly root: string;
  readonly signing: string;
  /** A time stamp (RFC 3161) over bytes, of now. */
  stamp(bytes: Uint8Array): Uint8Array;
}

const config = `
[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
crypto_device = builtin
signer_cert = signing.pem
certs = root.pem
signer_key = signing.key
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
ess_cert_id_chain = no
ordering = yes
tsa_name = no
accuracy = secs:1
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
`;

export function testAuthority(name: string): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-gate-tsa-'));
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const pem = (file: string): string => readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, 'tsa.cnf'), config);
  writeFileSync(join(folder, 'serial'), '01\n');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-days',
    '3650',
    '-subj',
    `/O=${name}/CN=${name} root`,
    '-config',
    '/dev/null',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign',
  );
  openssl('req', ...key, '-keyout', 'signing.key', '-out', 'signing.csr', '-subj', `/O=${name}/CN=${name} stamps`, '-config', '/dev/null');
  openssl(
    'x509',
    '-req',
    '-in',
    'signing.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-out',
    'signing.pem',
    '-days',
    '3000',
    '-set_serial',
    '7',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'stamping',
  );
  const der = (text: string): string => text.replace(/-----[^-]+-----|\s/g, '');
  return {
    folder,
    rootPem: join(folder, 'root.pem'),
    signingPem: join(folder, 'signing.pem'),
    root: der(pem('root.pem')),
    signing: der(pem('signing.pem')),
    stamp: (bytes) => {
      writeFileSync(join(folder, 'data'), bytes);
      openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'request.tsq');
      openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request.tsq', '-out', 'stamp.tsr');
      return readFileSync(join(folder, 'stamp.tsr'));
    },
  };
}
