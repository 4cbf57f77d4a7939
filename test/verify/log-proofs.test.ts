import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignature } from '../../src/core/ed25519.ts';
import type { VerificationReport } from '../../src/model/generated/documents.ts';
import { parse } from '../../src/model/parse.ts';
import { logProofText, parseLogProof } from '../../src/transparency/log-proof.ts';
import type { SignedNote } from '../../src/transparency/note.ts';
import { verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { readSignatures } from '../../src/verify/envelopes.ts';
import { checkLogProofs } from '../../src/verify/log-proofs.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { crc32 } from '../../src/core/digest.ts';
import { cosigned, noteKey, PaperLog, signed, type NoteKey } from '../transparency/paper-log.ts';
import { forge } from './attacks.ts';
import { epochOf, logKey, logTrust, logWith, moment, proofPath, withProof, witnesses } from './logged.ts';
import { keyOf, signer, signerNumber, trustIn } from './trust.ts';

const [w1, w2, w3] = witnesses;
const log = logWith(forge());

function reportOf(bytes: Uint8Array, epochs: readonly object[], required = true): VerificationReport {
  const trust = trustIn([keyOf(signer, 'ines')], logTrust(epochs as Parameters<typeof logTrust>[0], required));
  return parse('verification-report', verifyBundle(bytes, trust, { hash: digestOfNode }), 'report');
}

function reportOn(note: SignedNote, epochs: readonly object[] = [epochOf()]): VerificationReport {
  return reportOf(withProof(forge(), note).zip(), epochs);
}

function codesOf(report: VerificationReport): readonly string[] {
  return Object.values(report.lamps).flatMap((lamp) => lamp.findings.map(({ code }) => code));
}

/** What the time lamp leaves open about proofs. */
function gapsOf(report: VerificationReport): readonly string[] {
  return report.lamps.time.not_checked.filter(({ what }) => what.endsWith('.tlog-proof')).map(({ why }) => why);
}

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

describe('a proof of a known log, with its quorum', () => {
  test('anchors the signature at the latest time of the earliest witnesses that make a quorum', () => {
    const report = reportOn(
      log.note([
        [w3, moment(900)],
        [w2, moment(20)],
        [w1, moment(10)],
      ]),
    );
    expect(codesOf(report)).toEqual([]);
    expect(report.outcome).toBe('verified');
    expect(report.signers[0]?.anchored).toEqual({ at: instantOf(moment(20)), by: 'log 2026 (wilma, walter)' });
    expect(report.lamps.time.state).toBe('green');
  });

  test('counts of an owner with two keys the earlier time', () => {
    const epoch = epochOf({ witnesses: [w1, w2, w3].map(({ key }, at) => ({ owner: at < 2 ? 'wilma' : 'wanda', vkey: verifierKeyText(key) })) });
    const note = log.note([
      [w1, moment(20)],
      [w2, moment(5)],
      [w3, moment(10)],
    ]);
    expect(reportOn(note, [epoch]).signers[0]?.anchored).toEqual({ at: instantOf(moment(10)), by: 'log 2026 (wilma, wanda)' });
  });

  test('without witnesses is logged, not anchored, and says that nobody else vouches for it', () => {
    const report = reportOn(log.note(), [epochOf({ quorum: 0 })]);
    expect(codesOf(report)).toEqual([]);
    expect(report.outcome).toBe('verified');
    expect(report.signers[0]?.anchored).toBeUndefined();
    expect(gapsOf(report)).toEqual([expect.stringContaining('asks for no witnesses')]);
    expect(report.lamps.time.state).toBe('grey');
  });

  test('of a log that was retired still holds, for what it logged before', () => {
    const retired = epochOf({ valid_to: instantOf(moment(20)) });
    expect(
      reportOn(
        log.note([
          [w1, moment(10)],
          [w2, moment(20)],
        ]),
        [retired],
      ).outcome,
    ).toBe('verified');
    expect(
      codesOf(
        reportOn(
          log.note([
            [w1, moment(10)],
            [w2, moment(21)],
          ]),
          [retired],
        ),
      ),
    ).toEqual(['log-proof-invalid']);
  });

  test('from before the log began does not hold: both ends of a window are closed', () => {
    const young = epochOf({ valid_from: instantOf(moment(10)) });
    expect(
      reportOn(
        log.note([
          [w1, moment(10)],
          [w2, moment(20)],
        ]),
        [young],
      ).outcome,
    ).toBe('verified');
    expect(
      codesOf(
        reportOn(
          log.note([
            [w1, moment(9)],
            [w2, moment(20)],
          ]),
          [young],
        ),
      ),
    ).toEqual(['log-proof-invalid']);
  });

  test('holds through a rotation of witnesses: any epoch of the log may be the one', () => {
    const fresh = noteKey('w9.example', 'witness', 109);
    const later = epochOf({
      name: 'log 2028',
      valid_from: '2028-01-01T00:00:00.000Z',
      valid_to: '2030-01-01T00:00:00.000Z',
      quorum: 1,
      witnesses: [{ owner: 'wendy', vkey: verifierKeyText(fresh.key) }],
    });
    const old = epochOf();
    const in2028 = Date.parse('2028-06-01T00:00:00.000Z') / 1000;
    expect(
      reportOn(
        log.note([
          [w1, moment()],
          [w2, moment()],
        ]),
        [old, later],
      ).outcome,
    ).toBe('verified');
    expect(reportOn(log.note([[fresh, in2028]]), [old, later]).signers[0]?.anchored?.by).toBe('log 2028 (wendy)');
    // The witnesses of one epoch do not count in the other.
    expect(
      codesOf(
        reportOn(
          log.note([
            [w1, in2028],
            [w2, in2028],
          ]),
          [old, later],
        ),
      ),
    ).toEqual(['log-proof-invalid']);
    expect(
      codesOf(
        reportOn(
          log.note([
            [w1, moment()],
            [fresh, moment()],
          ]),
          [old, later],
        ),
      ),
    ).toEqual(['log-proof-invalid']);
  });

  test('holds through a rotation of the log key, each key with its own epoch', () => {
    const newKey = noteKey('example.org/log', 'log', 111);
    const later = epochOf({ name: 'new key', vkey: verifierKeyText(newKey.key) });
    const both: SignedNote = {
      text: log.checkpoint(),
      signatures: [
        signed(newKey, log.checkpoint()),
        ...log.note([
          [w1, moment()],
          [w2, moment()],
        ]).signatures,
      ],
    };
    expect(reportOn(both, [later]).outcome).toBe('verified');
    expect(reportOn(both, [epochOf()]).outcome).toBe('verified');
    expect(
      codesOf(
        reportOn(
          log.note([
            [w1, moment()],
            [w2, moment()],
          ]),
          [later],
        ),
      ),
    ).toEqual(['log-proof-invalid']);
  });

  test('is not signed by a log whose old key is a witness now', () => {
    const old = noteKey('w.old', 'witness', 101);
    const later = epochOf({
      name: 'new key',
      vkey: verifierKeyText(noteKey('example.org/log', 'log', 111).key),
      valid_from: '2028-01-01T00:00:00.000Z',
      valid_to: '2030-01-01T00:00:00.000Z',
      witnesses: [{ owner: 'wendy', vkey: verifierKeyText(old.key) }],
      quorum: 1,
    });
    const text = log.checkpoint();
    const report = reportOn({ text, signatures: [cosigned(old, text, moment())] }, [epochOf(), later]);
    expect(codesOf(report)).toEqual(['log-proof-invalid']);
  });

  test('needs no second one, and a bad second one still spoils the bundle', () => {
    const bundle = withProof(forge());
    expect(reportOf(bundle.put(proofPath(9), bundle.bytes(proofPath())).zip(), [epochOf()]).outcome).toBe('verified');
    expect(codesOf(reportOf(bundle.put(proofPath(2), log.proof(4, log.note())).zip(), [epochOf()]))).toEqual(['log-quorum-unmet']);
  });
});

describe('a log that no epoch knows', () => {
  test('says nothing, and is named as not checked', () => {
    const report = reportOf(withProof(forge()).zip(), [], false);
    expect(report.outcome).toBe('verified');
    expect(gapsOf(report)).toEqual(['the trust policy knows no log of the name example.org/log']);
    const other = epochOf({ vkey: verifierKeyText(noteKey('example.org/other', 'log', 101).key) });
    expect(codesOf(reportOf(withProof(forge()).zip(), [other], true))).toEqual(['not-logged']);
  });

  test('takes nothing from the proof of one that is known', () => {
    const strange = new PaperLog(noteKey('strange.example', 'log', 120), log.entries);
    const bundle = withProof(forge()).put(proofPath(2), strange.proof(4, strange.note()));
    const report = reportOf(bundle.zip(), [epochOf()], true);
    expect(report.outcome).toBe('verified');
    expect(gapsOf(report)).toEqual(['the trust policy knows no log of the name strange.example']);
  });

  test('cannot speak to a terminal, or at length, through its name', () => {
    const strange = new PaperLog(noteKey('x', 'log', 120), log.entries);
    const note = strange.note([], log.checkpoint({ origin: `\u009b2J\u202e${'long '.repeat(9000)}` }));
    const [why = ''] = gapsOf(reportOf(withProof(forge(), note, strange).zip(), [], false));
    expect(why).toContain('<U+009B>2J<U+202E>');
    expect(why.length).toBeLessThan(300);
  });
});

type Case = readonly [
  what: string,
  code: 'log-proof-malformed' | 'log-proof-invalid' | 'log-quorum-unmet',
  proof: () => Uint8Array,
  epochs?: readonly object[],
];

const both: readonly (readonly [NoteKey, number])[] = [
  [w1, moment(10)],
  [w2, moment(20)],
];
const text = log.checkpoint();

function proofWith(change: { readonly index?: number; readonly path?: readonly Uint8Array[]; readonly note?: SignedNote }): Uint8Array {
  const proof = parseLogProof(log.proof(4, log.note(both)));
  if (typeof proof === 'string') throw new Error(proof);
  return utf8(logProofText({ ...proof, ...change }));
}

const pathOf4 = (): readonly Uint8Array[] => {
  const proof = parseLogProof(log.proof(4, log.note(both)));
  return typeof proof === 'string' ? [] : proof.path;
};

const attacks: readonly Case[] = [
  ['of another signature', 'log-proof-invalid', () => log.proof(5, log.note(both))],
  ['with an index beyond the tree', 'log-proof-invalid', () => proofWith({ index: 7 })],
  ['with an index that only the low bits of a number would forgive', 'log-proof-invalid', () => proofWith({ index: 4 + 2 ** 32 })],
  ['with a hash too many', 'log-proof-invalid', () => proofWith({ path: [...pathOf4(), new Uint8Array(32)] })],
  ['with a hash too few', 'log-proof-invalid', () => proofWith({ path: pathOf4().slice(1) })],
  ['with no path at all', 'log-proof-invalid', () => proofWith({ path: [] })],
  [
    'of the other fork: the witnesses saw a log without it',
    'log-proof-invalid',
    () => {
      const fork = new PaperLog(logKey, [...log.entries.slice(0, 4), ...log.entries.slice(5)]);
      return log.proof(4, fork.note(both));
    },
  ],
  [
    'whose checkpoint the log signed for another tree',
    'log-proof-invalid',
    () => {
      const forged = log.checkpoint({ root: new Uint8Array(32) });
      return proofWith({ note: { text, signatures: [signed(logKey, forged), cosigned(w1, text, moment()), cosigned(w2, text, moment())] } });
    },
  ],
  [
    'without the signature of the log',
    'log-proof-invalid',
    () => proofWith({ note: { text, signatures: [cosigned(w1, text, moment()), cosigned(w2, text, moment())] } }),
  ],
  [
    'signed by another key under the name and the id of the log',
    'log-proof-invalid',
    () => {
      const forged = { ...signed(noteKey('example.org/log', 'log', 66), text), keyId: logKey.key.id };
      return proofWith({ note: { text, signatures: [forged, cosigned(w1, text, moment()), cosigned(w2, text, moment())] } });
    },
  ],
  [
    'signed by another key under the name of the log',
    'log-proof-invalid',
    () => {
      const forged = signed(noteKey('example.org/log', 'log', 66), text);
      return proofWith({ note: { text, signatures: [forged, cosigned(w1, text, moment()), cosigned(w2, text, moment())] } });
    },
  ],
  [
    'with the id of a witness and the signature of another',
    'log-proof-invalid',
    () => {
      const forged = { ...cosigned(w3, text, moment()), name: w2.key.name, keyId: w2.key.id };
      return proofWith({ note: { text, signatures: [...log.note([[w1, moment()]]).signatures, forged] } });
    },
  ],
  [
    'with the id of a witness under another name',
    'log-quorum-unmet',
    () => {
      const stray = { ...cosigned(w2, text, moment()), name: 'w4.example' };
      return proofWith({ note: { text, signatures: [...log.note([[w1, moment()]]).signatures, stray] } });
    },
  ],
  [
    'of a log that is its own witness, by the key that signs',
    'log-quorum-unmet',
    () => {
      const own = cosigned(noteKey('example.org/log', 'witness', 101), text, moment());
      return proofWith({ note: { text, signatures: [...log.note([[w1, moment()]]).signatures, own] } });
    },
  ],
  [
    'with two keys of one owner',
    'log-quorum-unmet',
    () => proofWith({ note: log.note(both) }),
    [epochOf({ witnesses: [w1, w2, w3].map(({ key }, at) => ({ owner: at < 2 ? 'wilma' : 'wanda', vkey: verifierKeyText(key) })) })],
  ],
  [
    'with one key of a witness under two names',
    'log-quorum-unmet',
    () =>
      proofWith({
        note: log.note([
          [w1, moment()],
          [noteKey('w1.elsewhere', 'witness', 102), moment()],
        ]),
      }),
  ],
  [
    'with witnesses that sign without a time',
    'log-quorum-unmet',
    () => {
      const timeless = [noteKey('w1.example', 'log', 102), noteKey('w2.example', 'log', 103)].map((key) => signed(key, text));
      return proofWith({ note: { text, signatures: [...log.note().signatures, ...timeless] } });
    },
  ],
  [
    'with one witness twice',
    'log-proof-invalid',
    () =>
      proofWith({
        note: log.note([
          [w1, moment(1)],
          [w1, moment(2)],
        ]),
      }),
  ],
  ['cosigned for another log: the checkpoint of another origin, played back', 'log-quorum-unmet', () => proofWith({ note: log.note() })],
  [
    'cosigned for another moment than it says',
    'log-proof-invalid',
    () => {
      const line = cosigned(w2, text, moment());
      line.bytes[7] = (line.bytes[7] ?? 0) ^ 1;
      return proofWith({ note: { text, signatures: [...log.note([[w1, moment()]]).signatures, line] } });
    },
  ],
  [
    'cosigned after the year 9999',
    'log-proof-invalid',
    () =>
      proofWith({
        note: log.note([
          [w1, moment()],
          [w2, 253_402_300_800],
        ]),
      }),
  ],
  [
    'cosigned in 1970',
    'log-proof-invalid',
    () =>
      proofWith({
        note: log.note([
          [w1, 0],
          [w2, 0],
        ]),
      }),
  ],
  ['with a checkpoint of size 0', 'log-proof-invalid', () => proofWith({ index: 0, path: [], note: log.note(both, log.checkpoint({ size: 0 })) })],
  ['that is empty', 'log-proof-malformed', () => new Uint8Array()],
  ['that is not UTF-8', 'log-proof-malformed', () => Uint8Array.of(...log.proof(4, log.note(both)), 0xff)],
];

describe('a proof that does not hold is a finding, and the signature is not logged', () => {
  test.each(attacks.map((attack) => [attack[0], attack] as const))('%s', (_, [, code, proof, epochs = [epochOf()]]) => {
    const report = reportOf(forge().put(proofPath(), proof()).zip(), epochs);
    expect(codesOf(report)).toEqual([code]);
    expect(report.outcome).toBe('rejected');
    expect(report.signers.every(({ anchored }) => anchored === undefined)).toBe(true);
  });
});

describe('a policy under which one party could be two is not accepted', () => {
  const witness = (owner: string, { key }: NoteKey): object => ({ owner, vkey: verifierKeyText(key) });
  test.each([
    ['the log as its own witness', [witness('wilma', w1), witness('the log', noteKey('w.example', 'witness', 101))]],
    ['one key of two owners, under two names', [witness('wilma', w1), witness('walter', noteKey('w1.elsewhere', 'witness', 102))]],
    ['witnesses that sign without a time', [witness('wilma', w1), witness('walter', noteKey('w2.example', 'log', 103))]],
    ['fewer owners than the quorum', [witness('wilma', w1), witness('wilma', w2)]],
  ])('%s', (_, named) => {
    expect(() => trustIn([keyOf(signer, 'ines')], logTrust([epochOf({ witnesses: named })]))).toThrow(expect.objectContaining({ code: 'schema-violation' }));
  });
});

test('a checkpoint of another origin, signed by the same key, is a proof of no log that is known', () => {
  const other = log.checkpoint({ origin: 'example.org/other' });
  const report = reportOf(
    withProof(forge(), { text: other, signatures: [signed(logKey, other), cosigned(w1, other, moment()), cosigned(w2, other, moment())] }).zip(),
    [epochOf()],
    false,
  );
  expect(gapsOf(report)).toEqual(['the trust policy knows no log of the name example.org/other']);
  expect(report.signers[0]?.anchored).toBeUndefined();
});

describe('any change of a proof', () => {
  const good = withProof(forge()).bytes(proofPath());
  const opening = openBundle(withProof(forge()).zip(), { hash: digestOfNode, checksum: crc32 });
  if (!opening.ok) throw new Error('not a bundle');
  const { files } = opening.bundle;
  const [signature] = readSignatures(files).signatures;
  if (signature === undefined) throw new Error('not signed');
  const trust = trustIn([keyOf(signer, 'ines')], logTrust([epochOf()]));
  const check = (bytes: Uint8Array): ReturnType<typeof checkLogProofs> =>
    checkLogProofs(signature, { ...files, get: (path) => (path === proofPath() ? bytes : files.get(path)) }, trust, verifySignature);

  test('the good one is logged', () => {
    expect(check(good)).toMatchObject({ logged: true, findings: [] });
  });

  test('the good one under the name of another signer is not looked at', () => {
    const path = proofPath(1, signerNumber(8));
    const moved = { ...files, keys: () => [path], get: (asked: string) => (asked === path ? good : files.get(asked)) };
    expect(checkLogProofs(signature, moved, trust, verifySignature)).toEqual({ logged: false, findings: [], gaps: [], anchors: [] });
  });

  test('of one byte is never logged, and never throws', () => {
    const passed: number[] = [];
    for (let at = 0; at < good.length; at += 1)
      for (const bit of [at % 8, (at + 3) % 8, 5]) {
        const bytes = Uint8Array.from(good);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        if (check(bytes).logged) passed.push(at);
      }
    expect(passed).toEqual([]);
  });

  test('that cuts, doubles or inserts is never logged', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(60), fc.uint8Array({ maxLength: 40 }), (at, removed, put) => {
        const bytes = Uint8Array.of(...good.subarray(0, at), ...put, ...good.subarray(at + removed));
        fc.pre(Buffer.compare(bytes, good) !== 0);
        return !check(bytes).logged;
      }),
      { numRuns: 300 },
    );
  });
});
