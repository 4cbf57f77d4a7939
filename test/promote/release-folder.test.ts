import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { newRunId } from '../../src/model/ids.ts';
import { releaseFolder } from '../../src/promote/release-folder.node.ts';
import { clock, random } from './fixtures/sample-run.ts';
import { inWorld, namesIn } from './fixtures/world.ts';

const release = releaseFolder();
const files = [
  { name: 'a.md', content: () => utf8('a') },
  { name: 'deep/er/b.md', content: () => utf8('b') },
];

describe('a release folder', () => {
  it('shows nothing while it is staged, everything once it is revealed', async () => {
    await inWorld(async ({ out }) => {
      const runId = newRunId(clock, random);
      const folder = join(out, 'some', 'where', 'answer');
      await release.requireFree(folder);
      await release.stage(runId, folder, files);
      expect(existsSync(folder)).toBe(false);
      expect(await release.digestOf(folder, 'a.md')).toBeUndefined();
      expect(namesIn(join(out, 'some', 'where')).filter((name) => !name.startsWith('.'))).toEqual([]);
      await release.reveal(runId, folder);
      expect(namesIn(join(out, 'some', 'where'))).toEqual(['answer', 'answer/a.md', 'answer/deep', 'answer/deep/er', 'answer/deep/er/b.md']);
      expect(await release.digestOf(folder, 'deep/er/b.md')).toBe(digestOfNode(utf8('b')));
      expect(await release.digestOf(folder, 'c.md')).toBeUndefined();
      expect(await release.digestOf(folder, 'a.md/x')).toBeUndefined();
      expect(await release.digestOf(folder, 'deep')).toBeUndefined();
    });
  });

  it('stages anew over what an attempt left, and discards it', async () => {
    await inWorld(async ({ out }) => {
      const runId = newRunId(clock, random);
      const folder = join(out, 'answer');
      await release.stage(runId, folder, [{ name: 'left-over.md', content: () => utf8('x') }]);
      await release.stage(runId, folder, files);
      await release.reveal(runId, folder);
      expect(namesIn(folder)).toEqual(['a.md', 'deep', 'deep/er', 'deep/er/b.md']);
      await release.stage(runId, join(out, 'other'), files);
      await release.discard(runId, join(out, 'other'));
      await release.discard(runId, join(out, 'never'));
      expect(namesIn(out).filter((name) => !name.startsWith('answer'))).toEqual([]);
    });
  });

  it('takes no name that leads out of it', async () => {
    await inWorld(async ({ out }) => {
      const runId = newRunId(clock, random);
      await expect(release.stage(runId, join(out, 'answer'), [{ name: '../outside', content: () => utf8('x') }])).rejects.toMatchObject({
        code: 'bundle-name',
      });
      await expect(release.digestOf(join(out, 'answer'), '../../etc/passwd')).rejects.toMatchObject({ code: 'bundle-name' });
      expect(namesIn(out)).toEqual([]);
    });
  });

  it.each<[string, (folder: string) => void]>([
    ['a file', (folder) => writeFileSync(folder, 'mine')],
    ['a link to an empty folder', (folder) => (mkdirSync(`${folder}-target`), symlinkSync(`${folder}-target`, folder))],
    ['a link to nothing', (folder) => symlinkSync(`${folder}-gone`, folder)],
    ['a folder with a file', (folder) => (mkdirSync(folder), writeFileSync(join(folder, 'mine'), 'mine'))],
  ])('%s in its place blocks it, early and at the last moment', async (_, put) => {
    await inWorld(async ({ out }) => {
      const runId = newRunId(clock, random);
      const folder = join(out, 'answer');
      await release.stage(runId, folder, files);
      put(folder);
      const before = namesIn(out);
      await expect(release.requireFree(folder)).rejects.toMatchObject({ code: 'release-blocked', where: folder });
      await expect(release.reveal(runId, folder)).rejects.toMatchObject({ code: 'release-blocked', where: folder });
      expect(namesIn(out)).toEqual(before);
      expect(existsSync(join(folder, 'a.md'))).toBe(false);
    });
  });

  it('a disk that does not move what was staged is not taken for something in the way', async () => {
    await inWorld(async ({ out }) => {
      await expect(release.reveal(newRunId(clock, random), join(out, 'answer'))).rejects.toMatchObject({ code: 'file-unwritable' });
    });
  });

  it.each(['answer', './answer', '/out/../answer', '/'])('%s is no folder to release into', async (folder) => {
    await expect(release.requireFree(folder)).rejects.toThrow(TypeError);
  });

  it('a file that cannot be read is not taken for one that is absent', async () => {
    await inWorld(async ({ out }) => {
      mkdirSync(out);
      symlinkSync('loop', join(out, 'loop'));
      await expect(release.digestOf(out, 'loop')).rejects.toMatchObject({ code: 'file-unreadable' });
      expect(() => readFileSync(join(out, 'loop'))).toThrow('ELOOP');
    });
  });
});
