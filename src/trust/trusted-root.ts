import { base64 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import { spkiOf } from '../core/ed25519.ts';
import { timeStampingPurpose } from '../timestamp/extensions.ts';
import type { Trust } from './trust-policy.ts';
import type { TrustedAuthority } from './trusted-authorities.ts';
import { honouredWindow, type TrustWindow } from './window.ts';

/**
 * The time authorities of a policy as Sigstore's TrustedRoot (sigstore_trustroot.proto, in its JSON form). Revoked ones that
 * are honoured end where they were revoked; others are left out. Our bundles need no certificate authority, and their log
 * proofs are none of Sigstore's.
 */
export function trustedRoot({ authorities }: Trust): string {
  return canonicalDocument({
    mediaType: 'application/vnd.dev.sigstore.trustedroot.v0.1+json',
    tlogs: [],
    certificateAuthorities: [],
    ctlogs: [],
    timestampAuthorities: authorities.flatMap((authority) => {
      const validFor = rangeOf(authority.statement);
      const { name } = authority.statement;
      return validFor === undefined
        ? []
        : [{ subject: { organization: name, commonName: name }, uri: '', certChain: { certificates: chainOf(authority) }, validFor }];
    }),
  });
}

/**
 * The keys of a policy as Sigstore's PublicKey (sigstore_common.proto), by key id, which is the hint in
 * signatures/<keyid>.sigstore.json. Roles and thresholds are not said: Sigstore's verifiers look at one signature.
 */
export function sigstoreKeys({ keys }: Trust): string {
  return canonicalDocument(
    Object.fromEntries(
      [...keys.values()].flatMap(({ statement, publicKey }) => {
        const validFor = rangeOf(statement);
        return validFor === undefined ? [] : [[statement.key_id, { rawBytes: base64(spkiOf(publicKey)), keyDetails: 'PKIX_ED25519', validFor }] as const];
      }),
    ),
  );
}

/** The authorities without a certificate that signs time stamps: Sigstore's verifiers take it from the trusted root alone. */
export function withoutSigningCertificate({ authorities }: Trust): readonly string[] {
  return authorities.filter(({ certificates }) => !certificates.some(signsStamps)).map(({ statement }) => statement.name);
}

/** The signing certificate first, where the policy has it, then the others up to the root. */
function chainOf({ certificates }: TrustedAuthority): readonly { readonly rawBytes: string }[] {
  const upwards = [...certificates].reverse();
  return [...upwards.filter(signsStamps), ...upwards.filter((one) => !signsStamps(one))].map(({ der }) => ({ rawBytes: base64(der) }));
}

function signsStamps({ extensions }: TrustedAuthority['certificates'][number]): boolean {
  return extensions.purposes?.oids.includes(timeStampingPurpose) === true && extensions.authority?.isAuthority !== true;
}

function rangeOf(window: TrustWindow): { readonly start: string; readonly end: string } | undefined {
  const honoured = honouredWindow(window);
  return honoured === undefined ? undefined : { start: honoured.valid_from, end: honoured.valid_to };
}
