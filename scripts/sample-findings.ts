import { documentBytes } from '../src/model/document-bytes.ts';
import type { VerificationReportCode } from '../src/model/generated/documents.ts';
import { attacks, trust } from '../test/verify/attacks.ts';

/** What somebody did, for each finding that a report can carry: a finding without an attack does not compile. */
const stories: Readonly<Record<VerificationReportCode, string>> = {
  'zip-malformed': 'one byte stands behind the end record',
  'zip-not-canonical': 'a flag says that the sizes follow the data, which some readers believe',
  'zip-name': 'a file is named to climb out of the folder that it is unpacked into',
  'zip-too-large': 'the end record speaks of more than the file can hold',
  'wrapper-malformed': 'something stands behind the compressed bundle',
  'wrapper-too-large': 'a small file expands to a huge one',
  'file-missing': 'the answer is left out',
  'file-unlisted': 'a file is put in that no manifest lists',
  'manifest-malformed': 'the lines of the manifest are in another order, signed by a trusted key',
  'manifest-mismatch': 'a file is changed, the manifest is not',
  'tagmanifest-mismatch': 'file and manifest are changed, the tag manifest is not',
  'subject-mismatch': 'everything fits, but for what was signed',
  'bag-malformed': 'bag-info.txt says something else than the signed statement',
  'signature-missing': 'the signature is taken away',
  'envelope-malformed': 'the envelope has a field that nobody knows',
  'statement-malformed': 'the statement has two subjects, of which some verifiers look at one',
  'signature-invalid': 'the signature is that of another message by the same key',
  'signer-unknown': 'a stranger has signed',
  'key-outside-window': 'the key counted at another time',
  'key-revoked': 'the key is revoked, and nobody else vouches that it signed before',
  'threshold-unmet': 'two owners must sign, and one has',
  'signature-copy-differs': 'the copy for openssl says something else than the envelope',
  'not-time-anchored': 'the policy asks for a trusted time, and nobody stamped the signature',
  'timestamp-malformed': 'the time stamp is spelt so that two readers could read it differently',
  'timestamp-invalid': 'the time stamp is that of another signature',
  'time-contradiction': 'the time stamp is older than the promotion claims to be',
  'log-proof-malformed': 'the log proof is spelt otherwise than it should be',
  'log-proof-invalid': 'the log proof does not show that this signature is in the log',
  'log-quorum-unmet': 'too few witnesses have seen the log',
  'not-logged': 'the policy asks for an entry in a log, and none is shown',
  'withheld-malformed': 'the list of what was left out is none',
  'withheld-not-allowed': 'the verdict is left out',
  'layers-not-rerun': 'the verdict names rules that nobody has, signed by a trusted key',
  'verdict-not-promotable': 'the verdict is a fail, signed by a trusted key',
  'verdict-differs': 'the verdict is prettier than the layers would give, signed by a trusted key',
  'promotion-unsupported': 'somebody approved whom the policy does not name, signed by a trusted key',
  'document-malformed': 'a document is spelt so that two readers could read it differently, signed by a trusted key',
  'schema-violation': 'a document has a field that its schema does not know, signed by a trusted key',
  'record-broken': 'a step of the record is changed, signed by a trusted key',
  'span-open': 'a step of the record never ended, signed by a trusted key',
  'span-tree-broken': 'the steps of the record form no tree, signed by a trusted key',
  'reference-unresolved': 'a file that the record refers to is absent, signed by a trusted key',
  'source-differs': 'a passage does not stand where its source says, signed by a trusted key',
  'count-mismatch': 'the statement counts one claim more, signed by a trusted key',
  'identity-mismatch': 'the promotion is that of another run, signed by a trusted key',
  'readme-differs': 'README.txt tells people to run something else, signed by a trusted key',
  'schema-differs': 'a schema in the bundle is not that of the format, signed by a trusted key',
};

export interface SampleFinding {
  readonly code: VerificationReportCode;
  readonly story: string;
  readonly bytes: Uint8Array;
  /** The trust policy to verify with, and its file name beside the bundle. */
  readonly policy: { readonly name: string; readonly bytes: Uint8Array };
}

/** One attack a finding. Most meet the policy `trust.json`; where the attack is in the policy, it has one of its own. */
export async function sampleFindings(): Promise<readonly SampleFinding[]> {
  return await Promise.all(
    (Object.keys(stories) as VerificationReportCode[]).map(async (code) => {
      const attack = await attacks[code]();
      const policy =
        attack.trust === undefined
          ? { name: 'trust.json', bytes: documentBytes(trust.policy) }
          : { name: `${code}.trust.json`, bytes: documentBytes(attack.trust.policy) };
      return { code, story: stories[code], bytes: attack.bytes, policy };
    }),
  );
}
