import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64, concatBytes, fromHex, fromUtf8, hex, utf8 } from '../../src/core/bytes.ts';
import { verifySignature } from '../../src/core/ed25519.ts';
import { checkpointText, parseCheckpoint, parseCount, type Checkpoint } from '../../src/transparency/checkpoint.ts';
import { logProofText, parseLogProof } from '../../src/transparency/log-proof.ts';
import { verifyNote } from '../../src/transparency/note-signatures.ts';
import { noteText, parseNote, parseSignatureLines, type SignedNote } from '../../src/transparency/note.ts';
import { isKeyName, parseVerifierKey, verifierKey, verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { entriesUpTo } from './naive-tree.ts';
import { cosigned, noteKey, PaperLog, signed } from './paper-log.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const keyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(isKeyName);
const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => !/[\u0000-\u001f]/.test(text) && text !== '');
const count = fc.maxSafeNat();

const checkpoints: fc.Arbitrary<Checkpoint> = fc.record({ origin: line, size: count, root: bytes32, extensions: fc.array(line, { maxLength: 3 }) });
const notes: fc.Arbitrary<SignedNote> = fc.record({
  text: checkpoints.map(checkpointText),
  signatures: fc.array(
    fc.record({ name: keyName, keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }).map(hex), bytes: fc.uint8Array({ minLength: 1, maxLength: 80 }) }),
    {
      minLength: 1,
      maxLength: 16,
    },
  ),
});

const log = noteKey('example.org/log', 'log', 1);
const witness = noteKey('witness.example/w', 'witness', 2);
const paper = new PaperLog(log, entriesUpTo(5));

describe('one spelling: what is written is read again, and what is read is written again', () => {
  test('checkpoints', () => {
    fc.assert(
      fc.property(checkpoints, (checkpoint) => {
        expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
      }),
    );
  });
  test('notes', () => {
    fc.assert(
      fc.property(notes, (note) => {
        expect(parseNote(utf8(noteText(note)))).toEqual(note);
      }),
    );
  });
  test('proofs', () => {
    fc.assert(
      fc.property(
        notes,
        count,
        fc.array(bytes32, { maxLength: 53 }),
        fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }),
        (note, index, path, extra) => {
          const proof = { ...(extra === undefined ? {} : { extra }), index, path, note };
          expect(parseLogProof(utf8(logProofText(proof)))).toEqual({ ...proof, checkpoint: parseCheckpoint(note.text) });
        },
      ),
    );
  });
  test('keys', () => {
    fc.assert(
      fc.property(keyName, fc.constantFrom('log' as const, 'witness' as const), fc.nat(250), (name, use, number) => {
        const { key } = noteKey(name, use, number);
        expect(parseVerifierKey(verifierKeyText(key))).toEqual(key);
      }),
      { numRuns: 40 },
    );
  });
  test('anything at all is refused in words, or is its own spelling', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\n', ' ', '\u2014', '+', '0', '1', 'A', '=', 'index ', 'x'), maxLength: 60 }));
    fc.assert(
      fc.property(text, (given) => {
        const [key, checkpoint, note, proof] = [parseVerifierKey(given), parseCheckpoint(given), parseNote(utf8(given)), parseLogProof(utf8(given))];
        if (typeof key !== 'string') expect(verifierKeyText(key)).toBe(given);
        if (typeof checkpoint !== 'string') expect(checkpointText(checkpoint)).toBe(given);
        if (typeof note !== 'string') expect(noteText(note)).toBe(given);
        if (typeof proof !== 'string') expect(logProofText(proof)).toBe(given);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('keys', () => {
  const text = verifierKeyText(log.key);
  test('have the id that signed-note gives: name, line feed, type, key', async () => {
    const { createHash } = await import('node:crypto');
    for (const { key } of [log, witness]) {
      const type = Uint8Array.of(key.use === 'log' ? 1 : 4);
      expect(key.id).toBe(createHash('sha256').update(key.name).update('\n').update(type).update(key.publicKey).digest('hex').slice(0, 8));
    }
  });
  test('of Go’s checksum database are read', () => {
    const sumdb = parseVerifierKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8');
    expect(sumdb).toMatchObject({ name: 'sum.golang.org', id: '033de0ae', use: 'log' });
  });
  test.each([
    ['nothing', ''],
    ['no name', text.replace('example.org/log', '')],
    ['a space in the name', text.replace('.org', ' org')],
    ['a no-break space in the name', text.replace('.org', '\u00a0org')],
    ['a control character in the name', text.replace('.org', '\u0085org')],
    ['half a surrogate pair in the name', text.replace('.org', '\ud800org')],
    ['a plus in the name', text.replace('.org', '+org')],
    ['a space in the name, and the id for it', verifierKeyText(verifierKey('example log', 'log', log.key.publicKey))],
    ['no name, and the id for it', verifierKeyText(verifierKey('', 'log', log.key.publicKey))],
    ['another id', text.replace(log.key.id, '00000000')],
    ['an id in capitals', text.replace(log.key.id, log.key.id.toUpperCase()).replace(/\+[0-9]{8}\+/, '+ABCDEF01+')],
    ['a short id', text.replace(log.key.id, log.key.id.slice(1))],
    ['no base64', text.replace(/[^+]{4}$/, '????')],
    ['another type', `x+00000000+${base64(Uint8Array.of(2, ...log.key.publicKey))}`],
    ['no type', `x+00000000+${base64(log.key.publicKey)}`],
    ['a short key', `x+00000000+${base64(Uint8Array.of(1, ...log.key.publicKey.subarray(1)))}`],
    ['the neutral element as key', `x+00000000+${base64(Uint8Array.of(1, 1, ...new Uint8Array(31)))}`],
    ['a line feed at the end', `${text}\n`],
    ['a key behind', `${text}+${text}`],
  ])('with %s are refused', (_, given) => {
    expect(parseVerifierKey(given)).toBeTypeOf('string');
  });
});

describe('notes', () => {
  const note = fromUtf8(utf8(noteText(paper.note([[witness, 1_700_000_000]])))) ?? '';
  const good = (text: string): boolean => typeof parseNote(utf8(text)) !== 'string';

  test('may hold empty lines: the last one parts text and signatures', () => {
    const text = 'a\n\n\nb\n';
    const read = parseNote(utf8(noteText({ text, signatures: [signed(log, text)] })));
    expect(read).toMatchObject({ text });
  });
  test('of sixteen signatures are accepted, as signed-note asks', () => {
    const signatures = Array.from({ length: 16 }, (_, at) => ({ name: `w${at}`, keyId: '01020304', bytes: new Uint8Array(5000) }));
    expect(good(noteText({ text: 'x\n', signatures }))).toBe(true);
  });
  test.each([
    ['no signature', note.slice(0, note.indexOf('\u2014'))],
    ['no blank line', note.replace('\n\n', '\n')],
    ['no line feed at the end', note.slice(0, -1)],
    ['a carriage return', note.replace('\n', '\r\n')],
    ['a tab', note.replace('example', '\texample')],
    ['a null', note.replace('example', '\u0000example')],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['two spaces', note.replace('\u2014 ', '\u2014  ')],
    ['a space at the end of a line', note.replace(/=?\n$/, ' \n')],
    ['a word behind a signature', note.replace(/\n$/, ' more\n')],
    ['a plus in the name of a key', note.replace('\u2014 example', '\u2014 ex+mple')],
    ['base64 without its padding', note.replace(/=+\n$/, '\n')],
    ['base64 with spare bits', note.replace(/[A-Za-z0-9+/]==\n$/, 'B==\n')],
    ['a signature of four bytes', `x\n\n\u2014 a ${base64(new Uint8Array(4))}\n`],
    ['a line behind', `${note}more\n`],
    ['sixty-five signatures', `x\n\n${`\u2014 a ${base64(new Uint8Array(5))}\n`.repeat(65)}`],
    ['more than half a megabyte', `${'x'.repeat(600_000)}\n\n\u2014 a ${base64(new Uint8Array(5))}\n`],
  ])('with %s are refused', (_, text) => {
    expect(text).not.toBe(note);
    expect(good(text)).toBe(false);
  });
  test('that are not UTF-8 are refused', () => {
    expect(parseNote(concatBytes([Uint8Array.of(0xc3, 0x28), utf8(note)]))).toBe('it is not UTF-8');
  });

  test('cosignature lines alone are read as lines, and nothing else is', () => {
    expect(parseSignatureLines(note.slice(note.indexOf('\u2014')))).toHaveLength(2);
    const line = `\u2014 a ${base64(new Uint8Array(5))}`;
    expect(parseSignatureLines(`${line}\n`)).toHaveLength(1);
    for (const text of ['', '\n', note, '\u2014 a\n', line, `${line} more\n`, `${line}\n\n`]) expect(parseSignatureLines(text)).toBeTypeOf('string');
  });
});

describe('signatures of a note', () => {
  const text = paper.checkpoint();
  const verify = (note: SignedNote, keys = [log.key, witness.key]): ReturnType<typeof verifyNote> => verifyNote(note, keys, verifySignature);

  test('that Go’s own implementation made are verified', () => {
    const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const line = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
    const note = parseNote(utf8(`If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n${line}\n`));
    if (typeof key === 'string' || typeof note === 'string') throw new Error('not read');
    expect(verifyNote(note, [key], verifySignature)).toEqual([{ key }]);
  });
  test('come with the time at which a witness made them', () => {
    expect(verify(paper.note([[witness, 1_700_000_000]]))).toEqual([{ key: log.key }, { key: witness.key, seconds: 1_700_000_000 }]);
  });
  test('of a witness name no time that has no date', () => {
    expect(verify(paper.note([[witness, 253_402_300_799]]))).toHaveLength(2);
    expect(verify(paper.note([[witness, 253_402_300_800]]))).toBeTypeOf('string');
  });
  test('of unknown keys are ignored, though they have the name or the id of a known one', () => {
    const strays = [
      { ...signed(log, 'else\n'), name: 'someone.else' },
      { ...signed(log, 'else\n'), keyId: '00000000' },
    ];
    expect(verify({ text, signatures: [...strays, signed(log, text)] })).toEqual([{ key: log.key }]);
    expect(verify({ text, signatures: strays })).toEqual([]);
  });
  test('of a known key that do not hold spoil the note, though others hold', () => {
    expect(verify({ text, signatures: [signed(log, text), cosigned(witness, 'else\n', 5)] })).toBe('the signature is not the one of witness.example/w');
    expect(verify({ text, signatures: [signed(log, 'else\n'), cosigned(witness, text, 5)] })).toBe('the signature is not the one of example.org/log');
  });
  test('of one key twice spoil the note', () => {
    expect(verify({ text, signatures: [signed(log, text), signed(log, text)] })).toBe('example.org/log has signed it more than once');
  });
  test('of one name and id, known with two keys, do not hold for both', () => {
    const twin = { ...noteKey('example.org/log', 'log', 9).key, id: log.key.id };
    expect(verify(paper.note(), [log.key, twin])).toBeTypeOf('string');
    expect(verify(paper.note(), [log.key, { ...log.key }])).toEqual([{ key: log.key }]);
  });
  test('of a log are none of a witness, and the other way round', () => {
    const asWitness = verifierKey(log.key.name, 'witness', log.key.publicKey);
    expect(verify({ text, signatures: [{ ...signed(log, text), keyId: asWitness.id }] }, [asWitness])).toBeTypeOf('string');
    const asLog = verifierKey(witness.key.name, 'log', witness.key.publicKey);
    expect(verify({ text, signatures: [{ ...cosigned(witness, text, 5), keyId: asLog.id }] }, [asLog])).toBeTypeOf('string');
  });
  test('of a witness with a byte too few or too many are none', () => {
    const line = cosigned(witness, text, 5);
    for (const bytes of [line.bytes.subarray(1), Uint8Array.of(1, 2, 3), concatBytes([line.bytes, Uint8Array.of(0)])])
      expect(verify({ text, signatures: [{ ...line, bytes }] })).toBeTypeOf('string');
  });
});

describe('checkpoints', () => {
  const text = paper.checkpoint();
  test.each([
    ['nothing', ''],
    ['two lines', text.split('\n').slice(0, 2).join('\n')],
    ['no end of the last line', text.slice(0, -1)],
    ['an empty origin', text.replace(/^.*/, '')],
    ['an empty line', text.replace('\n', '\n\n')],
    ['an empty extension', `${text}\n`],
    ['a size with a zero before it', text.replace('\n5\n', '\n05\n')],
    ['a size with a sign', text.replace('\n5\n', '\n+5\n')],
    ['a size that is negative', text.replace('\n5\n', '\n-5\n')],
    ['a size in hex', text.replace('\n5\n', '\n0x5\n')],
    ['a size with a space', text.replace('\n5\n', '\n5 \n')],
    ['a size in other digits', text.replace('\n5\n', '\n\u0665\n')],
    ['a size beyond 2^53 - 1', text.replace('\n5\n', '\n9007199254740992\n')],
    ['a root of 31 bytes', text.replace(/\n[^\n]*\n$/, `\n${base64(new Uint8Array(31))}\n`)],
    ['a root in URL base64', text.replace(/\n[^\n]*\n$/, `\n${'-'.repeat(42)}A=\n`)],
    ['half a surrogate pair', text.replace('example', '\ud800')],
  ])('with %s are refused', (_, given) => {
    expect(given).not.toBe(text);
    expect(parseCheckpoint(given)).toBeTypeOf('string');
  });
  test('of size 0 and 2^53 - 1 are read', () => {
    expect(parseCount('0')).toBe(0);
    expect(parseCount('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(['', '00', '1.0', '1e3', ' 1', '1\n'].map(parseCount)).toEqual(Array.from({ length: 6 }, () => undefined));
  });
});

describe('proofs', () => {
  const text = fromUtf8(paper.proof(2, paper.note())) ?? '';
  const padding = `${base64(new Uint8Array(32))}\n`;
  test.each([
    ['another header', text.replace('@v1', '@v2')],
    ['a line before', `\n${text}`],
    ['no index', text.replace(/index 2\n/, '')],
    ['a bare index', text.replace('index 2', '2')],
    ['an index with a zero before it', text.replace('index 2', 'index 02')],
    ['an index with a space', text.replace('index 2', 'index 2 ')],
    ['a negative index', text.replace('index 2', 'index -2')],
    ['an index twice', text.replace('index 2', 'index 2\nindex 2')],
    ['extra data behind the index', text.replace('index 2', 'index 2\nextra AAAA')],
    ['extra data twice', text.replace('index 2', 'extra AAAA\nextra AAAA\nindex 2')],
    ['extra data that is no base64', text.replace('index 2', 'extra AA*A\nindex 2')],
    ['a hash of 31 bytes', text.replace('index 2\n', `index 2\n${base64(new Uint8Array(31))}\n`)],
    ['a path of 54 hashes', text.replace('index 2\n', `index 2\n${padding.repeat(51)}`)],
    ['a path of a million lines', text.replace('index 2\n', `index 2\n${'A\n'.repeat(400_000)}`)],
    ['no empty line', text.replace('\n\n', '\n')],
    ['two empty lines', text.replace('\n\n', '\n\n\n')],
    ['line feeds of Windows', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${text}`],
    ['no checkpoint', text.slice(0, text.indexOf('\n\n') + 2)],
    ['a checkpoint without signature', text.slice(0, text.lastIndexOf('\n\n') + 2)],
    ['text behind', `${text}more\n`],
  ])('with %s are refused', (_, given) => {
    expect(given).not.toBe(text);
    expect(parseLogProof(utf8(given))).toBeTypeOf('string');
  });
  test('may carry extra data, which is read and not used', () => {
    expect(parseLogProof(utf8(text.replace('index 2', 'extra AAAA\nindex 2')))).toMatchObject({ index: 2, extra: new Uint8Array(3) });
  });
  test('larger than a megabyte are not looked at', () => {
    expect(parseLogProof(new Uint8Array(1024 * 1024 + 1))).toBe('it is larger than 1048576 bytes');
  });
});

/** Reads a proof as the specifications say, by other means than the product: with regular expressions and node:crypto. */
test('a proof can be checked by a small reader that shares nothing with ours', async () => {
  const { createHash, createPublicKey, verify } = await import('node:crypto');
  const proof = fromUtf8(paper.proof(2, paper.note([[witness, 1_700_000_000]]))) ?? '';
  const [, index = '', hashes = '', body = '', lines = ''] = /^c2sp\.org\/tlog-proof@v1\nindex (\d+)\n((?:.{44}\n)*)\n([^]*?\n)\n([^]*)$/.exec(proof) ?? [];
  const h = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  let hash = h(Buffer.of(0), entriesUpTo(5)[2] ?? Buffer.of());
  // Of five leaves, number 2 has siblings to the right, to the left, and to the right.
  const [a = '', b = '', c = ''] = hashes.split('\n');
  hash = h(Buffer.of(1), hash, Buffer.from(a, 'base64'));
  hash = h(Buffer.of(1), Buffer.from(b, 'base64'), hash);
  hash = h(Buffer.of(1), hash, Buffer.from(c, 'base64'));
  expect(index).toBe('2');
  expect(hash.toString('base64')).toBe(body.split('\n')[2]);
  const check = (key: Uint8Array, message: string, signature: Uint8Array): boolean =>
    verify(
      null,
      Buffer.from(message),
      createPublicKey({ key: Buffer.concat([fromHex('302a300506032b6570032100') ?? Buffer.of(), key]), format: 'der', type: 'spki' }),
      signature,
    );
  const [first = '', second = ''] = lines.split('\n').map((text) => text.split(' ')[2] ?? '');
  expect(check(log.key.publicKey, body, Buffer.from(first, 'base64').subarray(4))).toBe(true);
  const cosignature = Buffer.from(second, 'base64');
  expect(cosignature.readBigUInt64BE(4)).toBe(1_700_000_000n);
  expect(check(witness.key.publicKey, `cosignature/v1\ntime 1700000000\n${body}`, cosignature.subarray(12))).toBe(true);
});
