import { utf8 } from '../core/bytes.ts';
import { hexOf, type HashBytes } from '../core/digest.ts';

const longestName = 120;
const longestFolder = 150;

/**
 * A name for a document in its retrieval id: its path with forward slashes, extension and all, spaces as hyphens. It depends
 * on nothing but the path, so that other files that come or go never change it. Where more than a space had to go, eight
 * digits of the path's digest keep what is different apart.
 */
export function documentName(path: string, hash: HashBytes): string {
  const kept = path.normalize('NFC').replaceAll(' ', '-');
  const safe = kept
    .split('/')
    .map((segment) => (/^\.*$/.test(segment) ? '' : segment.replaceAll(/[^A-Za-z0-9._-]+/g, '-')))
    .filter((segment) => segment !== '')
    .join('/');
  return safe === kept && safe.length <= longestName ? safe : marked(safe, path, hash, longestName);
}

/** The folder below sources/ in which a document's artifacts are named: its id on one level, in the letters that a bundle allows. */
export function folderName(id: string, hash: HashBytes): string {
  const safe = id.replaceAll('/', '__').replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  const plain = safe === id.replaceAll('/', '__') && safe.length <= longestFolder && !/^\.+$/.test(safe);
  return plain ? safe : marked(safe, id, hash, longestFolder);
}

function marked(safe: string, whole: string, hash: HashBytes, longest: number): string {
  const mark = hexOf(hash(utf8(whole))).slice(0, 8);
  const extension = /\.[A-Za-z0-9]{1,12}$/.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - extension.length).slice(0, longest - extension.length - mark.length - 1);
  const readable = stem.replace(/^-+/, '').replace(/[-.]+$/, '');
  return `${readable}${readable === '' || readable.endsWith('/') ? '' : '-'}${mark}${extension}`;
}
