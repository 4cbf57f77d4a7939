// oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-argument, typescript/no-explicit-any -- an attacker changes documents without asking for their types
import { crc32 } from '../../src/core/digest.ts';
import { signBody, statementBytes } from '../../src/bundle/attestation.ts';
import { inBundleOrder, topFolder } from '../../src/bundle/bundle-file.ts';
import { bagInfoText } from '../../src/bundle/layout.ts';
import { manifestBytes } from '../../src/bundle/manifest.ts';
import type { Signer } from '../../src/bundle/signer.ts';
import { encodeZip } from '../../src/bundle/zip-profile.ts';
import { fromBase64, fromUtf8, utf8 } from '../../src/core/bytes.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { hexOf } from '../../src/core/digest.ts';
import type { JsonValue } from '../../src/core/json.ts';
import type { Statement } from '../../src/model/generated/documents.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';

/** A JSON value as an attacker sees it: everything can be changed. */
export type Loose = any;

/** A bundle in the hands of someone who changes it. Each step does one thing, and leaves the rest as it was. */
export class Forgery {
  readonly files: Map<string, Uint8Array>;
  top: string;

  constructor(bundle: Uint8Array) {
    const scan = openBundle(bundle, { hash: digestOfNode, checksum: crc32 });
    if (!scan.ok) throw new Error('not a bundle');
    const { files } = scan.bundle;
    this.files = new Map([...files.keys()].map((path) => [path, files.get(path) ?? new Uint8Array(0)]));
    this.top = topFolder(scan.bundle.runId);
  }

  text(path: string): string {
    return fromUtf8(this.bytes(path)) ?? '';
  }

  bytes(path: string): Uint8Array {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new Error(`no ${path}`);
    return bytes;
  }

  put(path: string, content: Uint8Array | string): this {
    this.files.set(path, typeof content === 'string' ? utf8(content) : content);
    return this;
  }

  remove(path: string): this {
    if (!this.files.delete(path)) throw new Error(`no ${path}`);
    return this;
  }

  edit(path: string, change: (text: string) => string): this {
    const changed = change(this.text(path));
    if (changed === this.text(path)) throw new Error(`${path} is as before`);
    return this.put(path, changed);
  }

  /** Changes a JSON document and writes it as it should be written. */
  json(path: string, change: (value: Loose) => void): this {
    const value: Loose = JSON.parse(this.text(path));
    change(value);
    return this.put(path, canonicalDocument(value as JsonValue));
  }

  statement(): Statement {
    const envelope: Loose = JSON.parse(this.text(this.envelopes()[0] ?? ''));
    return JSON.parse(fromUtf8(fromBase64(envelope.payload) ?? new Uint8Array()) ?? '') as Statement;
  }

  envelopes(): readonly string[] {
    return [...this.files.keys()].filter((path) => path.endsWith('.dsse.json'));
  }

  /** Manifests that fit the files. */
  manifests(): this {
    const payload = [...this.files].filter(([path]) => path.startsWith('data/'));
    return this.put('manifest-sha256.txt', manifestBytes(payload.map(([path, bytes]) => ({ path, sha256: digestOfNode(bytes) })))).tagManifest();
  }

  tagManifest(): this {
    const tagged = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'];
    return this.put('tagmanifest-sha256.txt', manifestBytes(tagged.map((path) => ({ path, sha256: digestOfNode(this.bytes(path)) }))));
  }

  /** A signature in place of all others, over a statement that fits the tag manifest. */
  async signed(by: Signer, change: (statement: Loose) => void = () => undefined): Promise<this> {
    const statement: Loose = this.statement();
    statement.subject[0].digest.sha256 = hexOf(digestOfNode(this.bytes('tagmanifest-sha256.txt')));
    change(statement);
    return this.unsigned().addSignature(by, statementBytes(statement as Statement));
  }

  unsigned(): this {
    for (const path of this.files.keys()) if (path.startsWith('signatures/')) this.files.delete(path);
    return this;
  }

  async addSignature(by: Signer, body: Uint8Array): Promise<this> {
    for (const { path, bytes } of await signBody(body, by)) this.files.set(path, bytes);
    return this;
  }

  /** All that an insider with a trusted key can mend after changing files: manifests, bag-info, counts, digests, signature. */
  async resealed(by: Signer, change: (statement: Loose) => void = () => undefined): Promise<this> {
    const payload = [...this.files].filter(([path]) => path.startsWith('data/'));
    const counts = { files: payload.length, bytes: payload.reduce((sum, [, bytes]) => sum + bytes.length, 0) };
    const { predicate } = this.statement();
    this.put('bag-info.txt', bagInfoText({ run_id: predicate.run_id, promoted_at: predicate.promotion.promoted_at, ...counts })).manifests();
    return this.signed(by, (statement) => {
      Object.assign(statement.predicate.counts, counts);
      change(statement);
    });
  }

  named(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
    return inBundleOrder([...this.files].map(([path, bytes]) => ({ path, bytes }))).map(({ path, bytes }) => ({ name: `${this.top}/${path}`, bytes }));
  }

  zip(): Uint8Array {
    return encodeZip(this.named());
  }
}
