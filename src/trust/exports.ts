import { pemText } from '../core/pem.ts';
import { spkiOf } from '../core/ed25519.ts';
import { unreachable } from '../core/unreachable.ts';
import { allowedSigners, revocationList } from './allowed-signers.ts';
import type { Trust } from './trust-policy.ts';
import { sigstoreKeys, trustedRoot } from './trusted-root.ts';
import { honouredWindow } from './window.ts';

/** What other tools read of a trust policy. */
export const exportFormats = ['allowed-signers', 'revocation-list', 'spki', 'sigstore', 'tsa', 'vkey'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file for another tool, by the name that it has where several are written side by side. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/** A policy in the words of another tool. None of them says all of it: thresholds, roles and revocations by moment are ours. */
export function exported(trust: Trust, format: ExportFormat): readonly ExportFile[] {
  switch (format) {
    case 'allowed-signers':
      return [{ name: 'allowed_signers', text: allowedSigners(trust) }];
    case 'revocation-list':
      return [{ name: 'revoked_keys', text: revocationList(trust) }];
    case 'spki':
      return [...trust.keys.values()].map(({ statement, publicKey }) => ({
        name: `${statement.key_id}.pub.pem`,
        text: pemText('PUBLIC KEY', spkiOf(publicKey)),
      }));
    case 'sigstore':
      return [
        { name: 'trusted_root.json', text: trustedRoot(trust) },
        { name: 'public_keys.json', text: sigstoreKeys(trust) },
      ];
    case 'tsa':
      return [{ name: 'tsa.pem', text: certificatesOf(trust) }];
    case 'vkey':
      return [{ name: 'log.vkey', text: [...new Set(trust.epochs.map(({ statement }) => `${statement.vkey}\n`))].join('') }];
    default:
      return unreachable(format);
  }
}

/** The certificates of the time authorities for `openssl ts -verify -CAfile`, which knows no window of ours: an authority that never counts is left out. */
function certificatesOf({ authorities }: Trust): string {
  return authorities
    .filter(({ statement }) => honouredWindow(statement) !== undefined)
    .flatMap(({ certificates }) => certificates.map(({ der }) => pemText('CERTIFICATE', der)))
    .join('');
}
