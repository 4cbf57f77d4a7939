import { expect, test } from 'vitest';
import { readManifest } from '../../src/bundle/manifest.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { fromBase64, fromUtf8 } from '../../src/core/bytes.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { pae } from '../../src/core/dsse.ts';
import { good } from './attacks.ts';
import { signer } from './trust.ts';

/** A reader of its own, that sees each byte once, from the first to the last, and knows APPNOTE.TXT 4.3.7 alone. */
function* forward(bytes: Uint8Array): Generator<{ readonly path: string; readonly content: Uint8Array }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; view.getUint32(at, true) === 0x0403_4b50; ) {
    const size = view.getUint32(at + 18, true);
    const nameEnd = at + 30 + view.getUint16(at + 26, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 30, nameEnd));
    yield { path: name.slice(name.indexOf('/') + 1), content: bytes.subarray(nameEnd, nameEnd + size) };
    at = nameEnd + size;
  }
}

test('clause 4.6: in one forward pass signer and digests are known before the first byte of payload', () => {
  const seen = new Map<string, Uint8Array>();
  let checked = 0;
  for (const { path, content } of forward(good)) {
    if (path.startsWith('data/')) {
      const envelope = JSON.parse(fromUtf8(seen.get(`signatures/${signer.keyId}.dsse.json`) ?? new Uint8Array()) ?? '') as {
        readonly payload: string;
        readonly payloadType: string;
        readonly signatures: readonly { readonly sig: string }[];
      };
      const body = fromBase64(envelope.payload) ?? new Uint8Array();
      expect(verifySignatureNode(fromBase64(envelope.signatures[0]?.sig ?? '') ?? new Uint8Array(), pae(envelope.payloadType, body), signer.publicKey)).toBe(
        true,
      );
      const digestOf = (name: string, within: string): string | undefined =>
        readManifest(fromUtf8(seen.get(within) ?? new Uint8Array()) ?? '')?.find((entry) => entry.path === name)?.sha256;
      const subject = digestOfNode(seen.get('tagmanifest-sha256.txt') ?? new Uint8Array());
      expect(fromUtf8(body)).toContain(`"subject":[{"digest":{"sha256":"${subject.slice(7)}"}`);
      expect(digestOf('manifest-sha256.txt', 'tagmanifest-sha256.txt')).toBe(digestOfNode(seen.get('manifest-sha256.txt') ?? new Uint8Array()));
      expect(digestOf(path, 'manifest-sha256.txt')).toBe(digestOfNode(content));
      checked += 1;
    } else seen.set(path, content);
  }
  expect(checked).toBeGreaterThan(20);
});
