import { base64, utf8 } from '../core/bytes.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { hexOf, type HashBytes } from '../core/digest.ts';
import { pae } from '../core/dsse.ts';
import type { Envelope, Statement } from '../model/generated/documents.ts';
import { documentBytes } from '../model/document-bytes.ts';
import type { PromotedRun } from '../promote/promoted.ts';
import type { BundleEntry, BundleFile } from './bundle-file.ts';
import { minisigMessage, minisigText } from './minisig.ts';
import type { Signer } from './signer.ts';
import { sigstoreBundle } from './sigstore-bundle.ts';
import { sshsigMessage, sshsigText } from './sshsig.ts';

export const payloadType = 'application/vnd.in-toto+json';
export const predicateType = 'urn:evidence-gate:predicate:promotion:v1';

/** The in-toto Statement v1 about laid-out files: one subject, the tag manifest, on which everything hangs. */
export function statementOf(run: PromotedRun, files: readonly BundleEntry[], hash: HashBytes): Statement {
  const { recorded, claims, verdict, policy, promotion } = run;
  const tagManifest = files.find((file) => file.path === 'tagmanifest-sha256.txt');
  const payload = files.filter((file) => file.path.startsWith('data/'));
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'tagmanifest-sha256.txt', digest: { sha256: hexOf(tagManifest?.sha256 ?? hash(new Uint8Array(0))) } }],
    predicateType,
    predicate: {
      format_version: 1,
      run_id: recorded.run.run_id,
      verdict: { result: verdict.result, sha256: promotion.verdict.sha256 },
      policy: { name: policy.name, version: policy.version, sha256: promotion.policy.sha256 },
      promotion: {
        sha256: hash(documentBytes(promotion)),
        decided_by: promotion.decided_by.kind,
        promoted_at: promotion.promoted_at,
      },
      counts: {
        files: payload.length,
        bytes: payload.reduce((sum, file) => sum + file.size, 0),
        sources: recorded.sources.sources.length,
        spans: recorded.lines.length,
        claims: claims.claims.filter((claim) => claim.kind === 'claim').length,
      },
    },
  };
}

/** The bytes of a statement that are signed, as they stand in the envelope. */
export function statementBytes(statement: Statement): Uint8Array {
  return utf8(canonicalJson(statement));
}

/** One signature as three files: the envelope, and the same bytes laid out for openssl. */
export function signatureFiles(keyId: string, body: Uint8Array, signature: Uint8Array): readonly BundleFile[] {
  return [
    { path: `signatures/${keyId}.dsse.json`, bytes: documentBytes(envelopeOf(keyId, body, signature)) },
    { path: `signatures/${keyId}.pae`, bytes: pae(payloadType, body) },
    { path: `signatures/${keyId}.sig`, bytes: signature },
  ];
}

function envelopeOf(keyId: string, body: Uint8Array, signature: Uint8Array): Envelope {
  return { payloadType, payload: base64(body), signatures: [{ keyid: keyId, sig: base64(signature) }] };
}

/** All that a signer gives for a statement: the signature, and the same for ssh-keygen, minisign, signify and Sigstore. */
export async function signBody(body: Uint8Array, { keyId, publicKey, sign }: Signer): Promise<readonly BundleFile[]> {
  const message = pae(payloadType, body);
  const signature = await sign(message);
  const forSsh = await sign(sshsigMessage(message));
  const forMinisign = await sign(minisigMessage(keyId, signature));
  return [
    ...signatureFiles(keyId, body, signature),
    { path: `signatures/${keyId}.sshsig`, bytes: sshsigText(publicKey, forSsh) },
    { path: `signatures/${keyId}.minisig`, bytes: minisigText(keyId, signature, forMinisign) },
    { path: `signatures/${keyId}.sigstore.json`, bytes: sigstoreBundle(envelopeOf(keyId, body, signature), []) },
  ];
}

export async function signStatement(statement: Statement, signer: Signer): Promise<readonly BundleFile[]> {
  return await signBody(statementBytes(statement), signer);
}
