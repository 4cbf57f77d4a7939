import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A time stamp authority that openssl makes: a root, and below it the key that stamps. It states the moment at which it is asked. */
export interface OpensslAuthority {
  /** PEM of the root. */
  readonly root: string;
  /** DER of the root and of the stamping certificate, in this order. */
  readonly certificates: readonly Uint8Array[];
  /** A `TimeStampResp` (RFC 3161) over these bytes. */
  stamp(bytes: Uint8Array): Uint8Array;
}

const config = `
[req]
distinguished_name = none
prompt = no
[none]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = made
[made]
serial = ./serial
signer_cert = ./leaf.pem
signer_key = ./leaf.key
certs = ./root.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
`;

export function opensslAuthority(folder: string): OpensslAuthority {
  mkdirSync(folder);
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(at('tsa.cnf'), config);
  writeFileSync(at('serial'), '01');
  for (const name of ['root', 'leaf']) openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
  openssl(
    'req',
    '-new',
    '-x509',
    '-config',
    'tsa.cnf',
    '-extensions',
    'root',
    '-key',
    'root.key',
    '-subj',
    '/CN=Time root',
    '-days',
    '36500',
    '-out',
    'root.pem',
  );
  openssl('req', '-new', '-config', 'tsa.cnf', '-key', 'leaf.key', '-subj', '/CN=Time stamps', '-out', 'leaf.csr');
  const signing = ['-CA', 'root.pem', '-CAkey', 'root.key', '-set_serial', '2', '-extfile', 'tsa.cnf', '-extensions', 'leaf', '-days', '36500'];
  openssl('x509', '-req', '-in', 'leaf.csr', ...signing, '-out', 'leaf.pem');
  return {
    root: readFileSync(at('root.pem'), 'utf8'),
    certificates: ['root', 'leaf'].map((name) => openssl('x509', '-in', `${name}.pem`, '-outform', 'DER')),
    stamp: (bytes) => {
      writeFileSync(at('data'), bytes);
      openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-no_nonce', '-out', 'query');
      openssl('ts', '-reply', '-queryfile', 'query', '-config', 'tsa.cnf', '-out', 'reply');
      return readFileSync(at('reply'));
    },
  };
}
