import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { verify as nobleVerify } from '@noble/ed25519';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { fromHex } from '../../src/core/bytes.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { asPublicKey, verifySignature, type VerifySignature } from '../../src/core/ed25519.ts';

interface Vector {
  readonly name: string;
  readonly key: string;
  readonly message: string;
  readonly signature: string;
  readonly accept: boolean;
}

const text = readFileSync(new URL('ed25519/vectors.json', import.meta.url), 'utf8');
const vectors = JSON.parse(text) as readonly Vector[];
const bytesOf = (digits: string): Uint8Array => fromHex(digits) ?? new Uint8Array(0);

/** Names of the vectors that are decided otherwise than their making says. */
function wronglyDecided(decide: (vector: Vector) => boolean): readonly string[] {
  return vectors.filter((vector) => decide(vector) !== vector.accept).map(({ name }) => name);
}

function decidedBy(implementation: VerifySignature): (vector: Vector) => boolean {
  return ({ key, message, signature }) => {
    const trusted = asPublicKey(bytesOf(key));
    return trusted !== undefined && implementation(bytesOf(signature), bytesOf(message), trusted);
  };
}

describe('signatures of every kind of key, commitment and scalar', () => {
  test('are decided by OpenSSL, under our rule, as their making says', () => {
    expect(wronglyDecided(decidedBy(verifySignatureNode))).toEqual([]);
  });

  test('and by plain JavaScript alike', () => {
    expect(wronglyDecided(decidedBy(verifySignature))).toEqual([]);
  });

  test('and in a page', async () => {
    const contents = `
      import { asPublicKey, verifySignature } from './src/core/ed25519.ts';
      import { fromHex } from './src/core/bytes.ts';
      globalThis.decide = (vectors) => JSON.stringify(JSON.parse(vectors).map(({ key, message, signature }) => {
        const trusted = asPublicKey(fromHex(key));
        return trusted !== undefined && verifySignature(fromHex(signature), fromHex(message), trusted);
      }));`;
    const built = await build({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true,
      format: 'iife',
      platform: 'browser',
      target: 'es2023',
      write: false,
    });
    const realm = createContext({ TextEncoder, TextDecoder, atob, btoa }, { codeGeneration: { strings: false, wasm: false } });
    runInContext(built.outputFiles[0]?.text ?? '', realm);
    const decide = runInContext('decide', realm) as (vectors: string) => string;
    expect(JSON.parse(decide(text))).toEqual(vectors.map(({ accept }) => accept));
  });

  test('have teeth: each of these alone would let some of them through', () => {
    const spki = (key: string): Buffer => Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytesOf(key)]);
    const openssl = ({ key, message, signature }: Vector): boolean => {
      try {
        return verify(null, bytesOf(message), createPublicKey({ key: spki(key), format: 'der', type: 'spki' }), bytesOf(signature));
      } catch {
        return false;
      }
    };
    const zip215 = ({ key, message, signature }: Vector): boolean => {
      try {
        return nobleVerify(bytesOf(signature), bytesOf(message), bytesOf(key));
      } catch {
        return false;
      }
    };
    const [byOpenssl, byZip215] = [openssl, zip215].map((decide) => vectors.filter((vector) => decide(vector) && !vector.accept));
    expect(byOpenssl?.length).toBeGreaterThan(30);
    expect(byZip215?.length).toBeGreaterThan(byOpenssl?.length ?? 0);
    // The two disagree, and what we accept both do.
    expect(vectors.filter((vector) => vector.accept).every((vector) => openssl(vector) && zip215(vector))).toBe(true);
  });

  test('whoever holds a trusted key can reach the neutral element as commitment, and is refused', () => {
    const neutral = vectors.find(({ name }) => name === 'A prime order, R small order 0 spelling 0, S, 0');
    expect(neutral?.accept).toBe(false);
    expect(neutral?.signature.slice(0, 64)).toBe(`01${'00'.repeat(31)}`);
  });
});
