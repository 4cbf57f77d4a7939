import type { VerifySignature } from '../core/ed25519.ts';
import { sha256 } from '../core/sha2.ts';
import { unreachable } from '../core/unreachable.ts';
import { visibleExcerpt } from '../core/visible-text.ts';
import { signatureFileOf } from '../bundle/signature-files.ts';
import type { VerificationReportCode } from '../model/generated/documents.ts';
import { parseLogProof } from '../transparency/log-proof.ts';
import { leafHash } from '../transparency/merkle-tree.ts';
import { verifyNote, type VerifiedSignature } from '../transparency/note-signatures.ts';
import { verifyInclusion } from '../transparency/tree-proofs.ts';
import type { Trust } from '../trust/trust-policy.ts';
import type { TrustedEpoch } from '../trust/trusted-epochs.ts';
import { finding, type Anchored } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Signature } from './signature.ts';
import { sameKey, witnessedIn } from './log-epochs.ts';

export interface Logged extends Anchored {
  /** Whether a log that the trust policy knows has the signature, with the quorum of its witnesses. */
  readonly logged: boolean;
}

const nothing: Logged = { findings: [], gaps: [], anchors: [], logged: false };

/**
 * Question 6, second half: does a log that the trust policy knows have the signature? What it has is the SHA-256 of the
 * envelope's bytes. A proof by a log that the policy does not know says nothing; one by a known log must hold.
 */
export function checkLogProofs(signature: Signature, files: BundleFiles, trust: Trust, verify: VerifySignature): Logged {
  const leaf = leafHash(sha256(signature.envelope));
  const results = [...files.keys()].flatMap((path) => {
    const file = signatureFileOf(path);
    const bytes = file?.kind === 'tlog-proof' && file.keyId === signature.keyId ? files.get(path) : undefined;
    return bytes === undefined ? [] : [checkProof(path, bytes, leaf, trust.epochs, verify)];
  });
  return {
    findings: results.flatMap((result) => result.findings),
    gaps: results.flatMap((result) => result.gaps),
    anchors: results.flatMap((result) => result.anchors),
    logged: results.some((result) => result.logged),
  };
}

function checkProof(path: string, bytes: Uint8Array, leaf: Uint8Array, known: readonly TrustedEpoch[], verify: VerifySignature): Logged {
  const proof = parseLogProof(bytes);
  if (typeof proof === 'string') return failed('log-proof-malformed', path, proof);
  const origin = visibleExcerpt(proof.checkpoint.origin, 200);
  const epochs = known.filter(({ log }) => log.name === proof.checkpoint.origin);
  if (epochs.length === 0) return unchecked(path, `the trust policy knows no log of the name ${origin}`);
  // Every key that the policy knows for this log, in whichever epoch: a bad signature of any of them spoils the note.
  const keys = epochs.flatMap(({ log, witnesses }) => [log, ...witnesses.map(({ key }) => key)]);
  const verified = verifyNote(proof.note, keys, verify);
  if (typeof verified === 'string') return failed('log-proof-invalid', path, verified);
  const signed = epochs.filter(({ log }) => verified.some(({ key }) => sameKey(key, log)));
  if (signed.length === 0) return failed('log-proof-invalid', path, `no key that the trust policy knows for ${origin} has signed the checkpoint`);
  const { index, checkpoint } = proof;
  if (!verifyInclusion(index, leaf, proof.path, checkpoint))
    return failed('log-proof-invalid', path, `it does not show that this signature is entry ${index} of the ${checkpoint.size} in ${origin}`);
  const results = signed.map((epoch) => checkEpoch(path, epoch, verified));
  // The log's key may stand in several epochs, as its witnesses changed: it is enough that one of them was met.
  const anchors = results.flatMap((result) => result.anchors);
  if (anchors.length > 0) return { ...nothing, logged: true, anchors };
  // A quorum that came at the wrong time says more than another epoch's witnesses who did not come.
  return results.find(({ logged }) => logged) ?? results.find(({ findings }) => findings[0]?.code === 'log-proof-invalid') ?? results[0] ?? nothing;
}

function checkEpoch(path: string, epoch: TrustedEpoch, verified: readonly VerifiedSignature[]): Logged {
  const { name, quorum, valid_from, valid_to } = epoch.statement;
  const seen = witnessedIn(epoch, verified);
  switch (seen.result) {
    case 'witnessed':
      return { ...nothing, logged: true, anchors: [{ at: seen.at, by: `${name} (${seen.owners.join(', ')})` }] };
    case 'unasked':
      return { ...unchecked(path, `${name} asks for no witnesses: that it had the entry between ${valid_from} and ${valid_to} is its own word`), logged: true };
    case 'outside-window':
      return failed('log-proof-invalid', path, `the witnesses of ${name} did not cosign the checkpoint between ${valid_from} and ${valid_to}`);
    case 'too-few':
      return failed('log-quorum-unmet', path, `${seen.owners} of ${quorum} owners of witnesses have cosigned the checkpoint for ${name}`);
    default:
      return unreachable(seen);
  }
}

function failed(code: VerificationReportCode, path: string, why: string): Logged {
  return { ...nothing, findings: [finding('time', code, path, why)] };
}

function unchecked(path: string, why: string): Logged {
  return { ...nothing, gaps: [{ lamp: 'time', open: false, what: path, why }] };
}
