import type { Signer } from '../../src/bundle/signer.ts';
import { sha256 } from '../../src/core/sha2.ts';
import { verifierKeyText } from '../../src/transparency/verifier-key.ts';
import type { SignedNote } from '../../src/transparency/note.ts';
import { noteKey, PaperLog, type NoteKey } from '../transparency/paper-log.ts';
import type { Forgery } from './forgery.ts';
import { signer } from './trust.ts';

export const logKey: NoteKey = noteKey('example.org/log', 'log', 101);
export const witnesses: readonly [NoteKey, NoteKey, NoteKey] = [
  noteKey('w1.example', 'witness', 102),
  noteKey('w2.example', 'witness', 103),
  noteKey('w3.example', 'witness', 104),
];

/** A moment inside the windows of the tests, in seconds, and so many seconds later. */
export function moment(later = 0): number {
  return Date.parse('2026-12-01T00:00:00.000Z') / 1000 + later;
}

type Fields = Readonly<Record<string, unknown>>;

/** An epoch of a trust policy: the log of the tests with three witnesses of three owners, two of whom are asked for. */
export function epochOf(more: Fields = {}): Fields {
  return {
    name: 'log 2026',
    vkey: verifierKeyText(logKey.key),
    valid_from: '2026-01-01T00:00:00.000Z',
    valid_to: '2027-12-31T00:00:00.000Z',
    witnesses: witnesses.map(({ key }, at) => ({ owner: ['wilma', 'walter', 'wanda'][at], vkey: verifierKeyText(key) })),
    quorum: 2,
    ...more,
  };
}

export function logTrust(epochs: readonly Fields[], required = false): Fields {
  return { log: { required, epochs } };
}

export function proofPath(number = 1, by: Signer = signer): string {
  return `signatures/${by.keyId}.${number}.tlog-proof`;
}

/** A log of seven entries, of which the signature of the bundle is number 4. */
export function logWith(bundle: Forgery, key: NoteKey = logKey): PaperLog {
  const entry = (number: number): Uint8Array => sha256(Uint8Array.of(number));
  return new PaperLog(
    key,
    [0, 1, 2, 3, 4, 5, 6].map((at) => (at === 4 ? sha256(bundle.bytes(`signatures/${signer.keyId}.dsse.json`)) : entry(at))),
  );
}

/** The bundle with a proof, by two of the three witnesses unless another note is given. */
export function withProof(bundle: Forgery, note?: SignedNote, log: PaperLog = logWith(bundle)): Forgery {
  return bundle.put(
    proofPath(),
    log.proof(
      4,
      note ??
        log.note([
          [witnesses[0], moment(10)],
          [witnesses[1], moment(20)],
        ]),
    ),
  );
}
