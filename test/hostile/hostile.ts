import { readFileSync } from 'node:fs';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import type { ZipFile } from '../../src/bundle/zip-profile.ts';
import { Forgery } from '../verify/forgery.ts';
import { LooseZip, type LooseEntry } from './loose-zip.ts';

export const categories = [
  'names',
  'duplicates and twins',
  'local against central',
  'layout and overlap',
  'end records',
  'ZIP64',
  'descriptors',
  'encryption',
  'attributes',
  'methods',
  'bombs',
  'truncation',
  'ZipDiff',
] as const;

export type Category = (typeof categories)[number];

/** One archive that somebody made so that readers disagree, choke or leave their folder. What must name it stands in manifest.json. */
export interface Hostile {
  readonly name: string;
  readonly make: () => Uint8Array;
}

const bundle: Uint8Array = readFileSync(new URL('../../samples/bundles/policy-rate.evidence.zip', import.meta.url));
const forgery = new Forgery(bundle);

/** The good bundle that every archive is made of. */
export const victim: Uint8Array = bundle;
export const top: string = forgery.top;
export const files: readonly ZipFile[] = forgery.named();
export const answer: string = `${top}/data/outputs/answer.md`;
export const bagit: string = `${top}/bagit.txt`;
export const tools = { hash: digestOfNode, checksum: crc32Node } as const;

/** The bundle, before it is written, in the hands of an attacker. */
export function tampered(change: (zip: LooseZip) => void): Uint8Array {
  const zip = new LooseZip(files);
  change(zip);
  return zip.write();
}

/** The bundle with one entry changed, in both of its records or in one: by default that of the answer. */
export function withEntry(change: (entry: LooseEntry, zip: LooseZip) => void, name: string = answer): Uint8Array {
  return tampered((zip) => {
    change(entryOf(zip, name), zip);
  });
}

export function entryOf(zip: LooseZip, name: string): LooseEntry {
  const found = zip.entries.find((entry) => Buffer.from(entry.local.name).toString('latin1') === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** Both records of an entry say it. */
export function both(entry: LooseEntry, fields: Partial<LooseEntry['local']>): void {
  Object.assign(entry.local, fields);
  Object.assign(entry.central, fields);
}
