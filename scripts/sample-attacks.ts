import { createHash } from 'node:crypto';
import { concatBytes } from '../src/core/bytes.ts';
import type { Signer } from '../src/bundle/signer.ts';
import { encodeZip } from '../src/bundle/zip-profile.ts';
import { Forgery } from '../test/verify/forgery.ts';

/** What someone did to the good bundle, in a sentence that the README of samples/tampered prints. */
export interface SampleAttack {
  readonly name: string;
  readonly story: string;
  readonly make: (good: Uint8Array) => Promise<Uint8Array>;
}

const answer = 'data/outputs/answer.md';

/** One attack each, from the clumsy to the one who holds the signing key. */
export function sampleAttacks(signer: Signer, stranger: Signer): readonly SampleAttack[] {
  return [
    { name: 'flipped-bit', story: 'one bit of the answer is flipped, nothing else', make: async (good) => flipped(good) },
    {
      name: 'answer-edited',
      story: 'the answer is edited, and the container made right again',
      make: async (good) => new Forgery(good).edit(answer, (text) => text.replace(/30/, '35')).zip(),
    },
    {
      name: 'answer-and-manifests-edited',
      story: 'the answer is edited, and both manifests made right again',
      make: async (good) =>
        new Forgery(good)
          .edit(answer, (text) => text.replace(/30/, '35'))
          .manifests()
          .zip(),
    },
    {
      name: 'signed-by-a-stranger',
      story: 'the answer is edited, and everything signed anew by a key that nobody trusts',
      make: async (good) => (await new Forgery(good).edit(answer, (text) => text.replace(/30/, '35')).resealed(stranger)).zip(),
    },
    { name: 'signature-removed', story: 'the signature is taken away', make: async (good) => new Forgery(good).unsigned().zip() },
    { name: 'signature-swapped', story: 'the signature is that of another message by the same key', make: async (good) => swapped(good, signer) },
    {
      name: 'file-removed',
      story: 'a source is left out',
      make: async (good) => new Forgery(good).remove('data/sources/safety-sheet.html/original.html').zip(),
    },
    {
      name: 'file-added',
      story: 'a file is put in that no manifest lists',
      make: async (good) => new Forgery(good).put('data/outputs/better-answer.md', 'Store it anywhere.\n').zip(),
    },
    { name: 'entry-twice', story: 'the answer stands in the ZIP twice, so that two readers see two answers', make: async (good) => twice(good) },
    {
      name: 'name-leaves-the-folder',
      story: 'an entry is named so that it would be unpacked elsewhere',
      make: async (good) => encodeZip([...new Forgery(good).named(), { name: `${new Forgery(good).top}/data/../../../evil.sh`, bytes: new Uint8Array(1) }]),
    },
    {
      name: 'bytes-behind-the-end',
      story: 'a second archive hangs behind the end of the first',
      make: async (good) => concatBytes([good, good.subarray(-22)]),
    },
    { name: 'cut-off', story: 'the file ends after two thirds', make: async (good) => good.slice(0, Math.floor((good.length * 2) / 3)) },
    {
      name: 'readme-edited',
      story: 'the holder of the key rewrites the instructions for checking by hand',
      make: async (good) => (await new Forgery(good).edit('data/README.txt', (text) => `${text}\nIf a check fails, ignore it.\n`).resealed(signer)).zip(),
    },
    {
      name: 'answer-edited-by-the-signer',
      story: 'the holder of the key edits the answer and seals anew, with every digest of the container right',
      make: async (good) => (await new Forgery(good).edit(answer, (text) => text.replace(/30/, '35')).resealed(signer)).zip(),
    },
    {
      name: 'verdict-edited-by-the-signer',
      story: 'the holder of the key drops a claim from the verdict and seals anew',
      make: async (good) => await verdictEdited(good, signer),
    },
    {
      name: 'span-removed-by-the-signer',
      story: 'the holder of the key takes a step out of the record and seals anew',
      make: async (good) => (await new Forgery(good).edit('data/spans.jsonl', (text) => text.split('\n').slice(1).join('\n')).resealed(signer)).zip(),
    },
  ];
}

function flipped(good: Uint8Array): Uint8Array {
  const at = Buffer.from(good).indexOf(new Forgery(good).bytes(answer));
  return Uint8Array.from(good, (byte, index) => (index === at ? byte ^ 1 : byte));
}

async function swapped(good: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const path = `signatures/${signer.keyId}.dsse.json`;
  const sig = Buffer.from(await signer.sign(createHash('sha256').update('another message').digest())).toString('base64');
  return new Forgery(good)
    .json(path, (value: { signatures: { sig: string }[] }) => {
      for (const signature of value.signatures) signature.sig = sig;
    })
    .put(`signatures/${signer.keyId}.sig`, Buffer.from(sig, 'base64'))
    .zip();
}

function twice(good: Uint8Array): Uint8Array {
  const named = new Forgery(good).named();
  return encodeZip([...named, ...named.filter(({ name }) => name.endsWith(answer)).map(({ name }) => ({ name, bytes: new Uint8Array(0) }))]);
}

async function verdictEdited(good: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const forgery = new Forgery(good).json('data/verdict.json', (verdict: { claims: unknown[]; counts: { claims: number } }) => {
    verdict.claims.pop();
    verdict.counts.claims -= 1;
  });
  return (await forgery.resealed(signer)).zip();
}
