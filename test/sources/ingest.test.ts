import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest } from '../../src/sources/ingest.node.ts';
import { folderWith, options, refusal, snapshotOf } from './scratch-folder.ts';
import { expectSound } from './snapshot-checks.ts';

const names = async (paths: readonly string[], base: string): Promise<readonly string[]> =>
  (await ingest(paths, options(base))).snapshots.map(({ document }) => document.uri);

describe('ingest', () => {
  it('finds documents below a folder, sorted by the bytes of their paths, and reports what it leaves', async () => {
    const base = folderWith({
      'b.txt': 'b',
      'a/z.md': 'z',
      'a/B.TXT': 'B',
      'a-1.txt': 'x',
      'ä.txt': 'ä',
      '.hidden.txt': 'h',
      '.git/config.txt': 'g',
      'a/movie.mp4': 'm',
      'no-extension': 'n',
    });
    const { snapshots, skipped } = await ingest(['.'], options(base));
    expect(snapshots.map(({ document }) => document.uri)).toEqual(['a-1.txt', 'a/B.TXT', 'a/z.md', 'b.txt', 'ä.txt']);
    expect(skipped).toEqual([
      { path: '.git', why: 'hidden' },
      { path: '.hidden.txt', why: 'hidden' },
      { path: 'a/movie.mp4', why: 'no reader for this kind of file' },
      { path: 'no-extension', why: 'no reader for this kind of file' },
    ]);
    for (const snapshot of snapshots) expectSound(snapshot);
  });

  it('reads a file once, however often it is named, and names it from the base', async () => {
    const base = folderWith({ 'a/x.txt': 'x', 'base/y.txt': 'y' });
    expect(await names(['a', 'a/x.txt', join(base, 'a/x.txt')], base)).toEqual(['a/x.txt']);
    const { snapshots } = await ingest([join(base, 'a'), 'y.txt'], options(join(base, 'base')));
    expect(snapshots.map(({ document }) => document.uri)).toEqual(['../a/x.txt', 'y.txt']);
    for (const snapshot of snapshots) expectSound(snapshot);
    expect(snapshots[0]?.document.document_id).toMatch(/^doc:test:a\/x-[0-9a-f]{8}\.txt$/);
  });

  it('takes a relative base', async () => {
    expect(await names([resolve('samples/documents/figures.csv')], 'samples')).toEqual(['documents/figures.csv']);
  });

  it('gives ids that depend on nothing but the path', async () => {
    const one = folderWith({ 'Policy brief.md': 'x', 'reports/2024.txt': 'x', '日本.txt': 'x', 'a&b.txt': 'x' });
    const ids = (await ingest(['.'], options(one))).snapshots.map(({ document }) => document.document_id);
    expect(ids).toEqual([
      'doc:test:Policy-brief.md',
      expect.stringMatching(/^doc:test:a-b-[0-9a-f]{8}\.txt$/),
      'doc:test:reports/2024.txt',
      expect.stringMatching(/^doc:test:[0-9a-f]{8}\.txt$/),
    ]);
    const two = folderWith({ 'Policy brief.md': 'y', 'Policy brief.html': 'y', 'new.txt': 'z' });
    expect((await ingest(['.'], options(two))).snapshots.map(({ document }) => document.document_id)).toContain(ids[0]);
    const long = await snapshotOf(`${'deep/'.repeat(30)}${'n'.repeat(200)}.txt`, 'x');
    expectSound(long);
  });

  it.each([
    ['a space and a hyphen', 'a b.txt', 'a-b.txt'],
    ['capital and small letters', 'A.txt', 'a.txt'],
    ['a folder and underscores', 'a/b.txt', 'a__b.txt'],
  ])('refuses names that %s alone keep apart, naming both', async (_, first, second) => {
    const base = folderWith({ [first]: 'x', [second]: 'y' });
    const said = await refusal(ingest(['.'], options(base)));
    expect(said).toMatch(/^source-id-twice/);
    expect(said).toContain(first);
    expect(said).toContain(second);
  });

  it('follows links within the folder, and none that leave it', async () => {
    const base = folderWith({ 'docs/a.txt': 'a', 'secret.txt': 's', 'docs-2/c.txt': 'c', 'docs/sub/d.txt': 'd' });
    symlinkSync('../secret.txt', join(base, 'docs/out.txt'));
    symlinkSync('/etc/hostname', join(base, 'docs/host.txt'));
    symlinkSync('../docs-2/c.txt', join(base, 'docs/sibling.txt'));
    symlinkSync('..', join(base, 'docs/sub/up'));
    symlinkSync('sub', join(base, 'docs/other'));
    symlinkSync('gone.txt', join(base, 'docs/gone.txt'));
    symlinkSync('a.txt', join(base, 'docs/in.txt'));
    const { snapshots, skipped } = await ingest(['docs'], options(base));
    expect(snapshots.map(({ document }) => document.uri)).toEqual(['docs/a.txt', 'docs/in.txt', 'docs/sub/d.txt']);
    expect(Object.fromEntries(skipped.map(({ path, why }) => [path, why]))).toEqual({
      'docs/out.txt': 'a link that leaves the folder',
      'docs/host.txt': 'a link that leaves the folder',
      'docs/sibling.txt': 'a link that leaves the folder',
      'docs/sub/up': 'a link that leaves the folder',
      'docs/other': 'a link to a folder',
      'docs/gone.txt': 'a link to nothing',
    });
  });

  it.each<[string, readonly string[], string]>([
    ['nothing named', [], 'no-sources'],
    ['an empty folder', ['empty'], 'no-sources'],
    ['a missing file', ['gone.txt'], 'file-missing'],
    ['a missing folder', ['gone'], 'file-missing'],
    ['an unknown kind that was named', ['a.mp4'], 'source-unsupported'],
    ['an empty file', ['empty.txt'], 'source-empty'],
    ['white space alone', ['white.md'], 'source-empty'],
    ['a page without text', ['blank.html'], 'source-empty'],
    ['a table without values', ['blank.csv'], 'source-empty'],
    ['an empty JSON document', ['blank.json'], 'source-empty'],
    ['Latin-1', ['latin.txt'], 'not-utf8'],
    ['a picture that is called text', ['png.txt'], 'not-utf8'],
    ['a named pipe', ['pipe.txt'], 'file-unreadable'],
  ])('refuses %s, naming it', async (_, paths, code) => {
    const base = folderWith({
      'a.mp4': 'x',
      'empty.txt': '',
      'white.md': '\uFEFF \n\u00a0',
      'blank.html': '<p> </p><script>x</script>',
      'blank.csv': '\n,\n',
      'blank.json': '{"a":[]}',
      'latin.txt': Buffer.from('Zürich', 'latin1'),
      'png.txt': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
    });
    mkdirSync(join(base, 'empty'));
    execFileSync('mkfifo', [join(base, 'pipe.txt')]);
    const said = await refusal(ingest(paths, options(base)));
    expect(said).toMatch(new RegExp(`^${code}:`));
    for (const path of paths) expect(said).toContain(path);
  });

  it('refuses a file that may not be read, where the system holds it back', async () => {
    const base = folderWith({ 'a.txt': 'x' });
    chmodSync(join(base, 'a.txt'), 0);
    const said = await refusal(ingest(['a.txt'], options(base)));
    expect(said).toMatch(process.getuid?.() === 0 ? /^accepted/ : /^file-unreadable: .*a\.txt/);
  });

  it('refuses a document above the bound before reading it', async () => {
    const base = folderWith({ 'a.txt': 'x'.repeat(101) });
    expect(await refusal(ingest(['a.txt'], { ...options(base), limits: { documentBytes: 100 } }))).toMatch(/^source-too-large: .*a\.txt.*101 bytes/);
  });

  it('refuses a collection that no id can carry', async () => {
    const base = folderWith({ 'a.txt': 'x' });
    expect(await refusal(ingest(['a.txt'], { ...options(base), collection: 'a b' }))).toMatch(/^usage/);
  });

  it('writes nothing into the folder of the documents', async () => {
    const base = folderWith({ 'a.txt': 'x' });
    writeFileSync(join(base, 'b.json'), '{"a":1}');
    chmodSync(base, 0o555);
    expect(await names(['.'], base)).toEqual(['a.txt', 'b.json']);
    chmodSync(base, 0o755);
  });
});
