import { join } from 'node:path';
import { digestOfNode } from '../../../src/core/digest.node.ts';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { systemClock, systemRandom } from '../../../src/core/system.ts';
import type { Box } from '../../../src/sandbox/box.ts';
import { sandbox } from '../../../src/sandbox/sandbox.ts';
import { ingest } from '../../../src/sources/ingest.node.ts';
import { createPassageIndex } from '../../../src/sources/passage-index.ts';
import { openStore } from '../../../src/store/store.ts';
import { newcomer } from './newcomer.ts';
import type { Provocation, Provoked } from './provoked.ts';

/** What a program's own pipeline ends with, in a sandbox over a real store. The run must be kept. */
async function endOf(work: (box: Box, folder: string) => Promise<void>, place: string): Promise<Provoked> {
  const folder = await newcomer();
  const store = openStore(join(folder, '.evidence'));
  try {
    const ended = await sandbox(
      {
        ports: { journal: store.journal, objects: store.objects, runs: store.runs, clock: systemClock(), random: systemRandom, hash: digestOfNode },
        pipeline: { name: 'mine' },
        input: { id: 'question' },
        environment: { product_version: '0.1.0', runtime: 'node', platform: 'linux', time_zone: 'UTC', locale: 'en' },
        assurance: 'wrapper',
      },
      async (box) => await work(box, folder),
    );
    const kept = store.list().map(({ run_id, state }) => `${run_id} ${state}`);
    if (kept.join() !== `${ended.runId} closed`) throw new Error(`the run is not kept: ${kept.join()}`);
    return { by: 'function', thrown: ended.status === 'failed' ? ended.error : undefined, place };
  } finally {
    store.close();
  }
}

export const libraryErrors = {
  'work-failed': async () => await endOf(() => Promise.reject(new Error('the second model is gone')), 'mine'),
  'passage-unknown': async () =>
    await endOf(async (box, folder) => {
      const { snapshots } = await ingest(['documents'], { collection: 'handbook', base: folder, clock: systemClock() });
      const index = createPassageIndex(
        snapshots.flatMap(({ passages }) => passages),
        digestOfNode,
      );
      await box.retrieve({ query: 'support desk', from: index, top: 1 });
    }, 'doc:handbook:documents/handbook.md#p'),
} as const satisfies Partial<Record<ErrorCode, Provocation>>;
