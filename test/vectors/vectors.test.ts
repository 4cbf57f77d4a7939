import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/bundle/manifest.ts';
import { encodeZip } from '../../src/bundle/zip-profile.ts';
import { fromHex, hex, utf8 } from '../../src/core/bytes.ts';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { crc32Node } from '../../src/core/digest.node.ts';
import { pae } from '../../src/core/dsse.ts';
import { readJson } from '../../src/core/json.ts';
import { digestOf, openBundle, readTrustPolicy, verifyBundle, type VerificationReportCode } from '../../src/verify/index.ts';
import { attacks } from '../verify/attacks.ts';
import { expectedOf, type Vector } from './vector.ts';

const file = (path: string): Uint8Array => readFileSync(new URL(path, import.meta.url));
const json = (path: string): unknown => JSON.parse(Buffer.from(file(path)).toString());

const { vectors } = json('index.json') as { readonly vectors: readonly Vector[] };

describe('the bundles', () => {
  it.each(vectors)('$name', ({ bundle, trust, outcome, findings }) => {
    const policy = readTrustPolicy(Buffer.from(file(trust)).toString(), trust, digestOf);
    expect(expectedOf(verifyBundle(gunzipSync(file(bundle)), policy))).toEqual({ outcome, findings });
  });

  it('show each finding at least once, but those of a wrapper', () => {
    const shown = new Set(vectors.flatMap(({ findings }) => Object.values(findings).flat()));
    const all = Object.keys(attacks) as readonly VerificationReportCode[];
    expect(all.filter((code) => !shown.has(code) && !code.startsWith('wrapper-'))).toEqual([]);
  });

  it('are all there is, and small', () => {
    const used = [...new Set(vectors.flatMap(({ bundle, trust }) => [bundle, trust]))].sort();
    const there = ['bundles', 'trust'].flatMap((kind) => readdirSync(new URL(kind, import.meta.url)).map((name) => `${kind}/${name}`)).sort();
    expect(used).toEqual(there);
    expect(there.reduce((sum, path) => sum + file(path).length, 0)).toBeLessThan(3_000_000);
  });
});

interface Case {
  readonly accepted: boolean;
}

const cases = (name: string): unknown => (json(`rules/${name}.json`) as { readonly cases: unknown }).cases;

it.each(cases('names') as readonly (Case & { readonly names: readonly string[] })[])('names $names: $accepted', ({ names, accepted }) => {
  const top = 'evidence-01a19b7c-a684-7c29-a3d2-31f9e2bc94e4';
  const spelled = names.map((name) => name.replace('TOP', top).replace(/\{x\*(\d+)\}/, (_, times: string) => 'x'.repeat(Number(times))));
  // In the order of the bundle: only names can be wrong. A name is bytes, one character each.
  const first = { name: `${top}/bagit.txt`, bytes: new Uint8Array(0) };
  const zip = encodeZip([first, ...spelled.sort().map((name) => ({ name: Buffer.from(utf8(name)).toString('latin1'), bytes: new Uint8Array(0) }))]);
  const opening = openBundle(zip, { hash: digestOf, checksum: crc32Node });
  expect(opening.ok).toBe(accepted);
  if (!opening.ok) expect(opening.findings.map(({ code }) => code)).toContain('zip-name');
});

it.each(cases('manifests') as readonly (Case & { readonly text: string })[])('manifest $text: $accepted', ({ text, accepted }) => {
  const digest = digestOf(new Uint8Array(0)).slice('sha256:'.length);
  expect(readManifest(text.replaceAll('D', digest)) !== undefined).toBe(accepted);
});

it.each(cases('canonical-json') as readonly { readonly text: string; readonly canonical: string | null }[])(
  'canonical JSON of $text',
  ({ text, canonical }) => {
    const read = readJson(text);
    expect(read.ok ? canonicalJson(read.value) : null).toBe(canonical);
  },
);

it.each(cases('pae') as readonly { readonly type: string; readonly body: string; readonly pae: string }[])('PAE of $type', ({ type, body, pae: encoded }) => {
  expect(hex(pae(type, fromHex(body) ?? new Uint8Array(0)))).toBe(encoded);
});
