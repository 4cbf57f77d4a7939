/** Has one other reader, named by the first argument, read the archives that stdin names; a JSON line each: was it taken whole? */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Open } from 'unzipper';
import { openPromise } from 'yauzl';

const readers: Readonly<Record<string, (path: string) => Promise<void>>> = {
  unzipper: async (path) => {
    const { files } = await Open.file(path);
    for (const file of files) {
      const stream = file.stream();
      stream.resume();
      await once(stream, 'end');
    }
  },
  yauzl: async (path) => {
    const zip = await openPromise(path, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const stream = await zip.openReadStreamPromise(entry);
      stream.resume();
      await once(stream, 'end');
    }
  },
};

// A reader may leave errors that nobody waits for: those are refusals, and no reason to stop.
let failure: unknown;
process.on('uncaughtException', (error) => (failure = error));
process.on('unhandledRejection', (error) => (failure = error));

const read = readers[process.argv[2] ?? ''];
for (const path of JSON.parse(readFileSync(0, 'utf8')) as readonly string[]) {
  failure = undefined;
  let taken = true;
  try {
    await read?.(path);
  } catch {
    taken = false;
  }
  await new Promise((done) => setImmediate(done));
  process.stdout.write(`${JSON.stringify({ path, taken: taken && failure === undefined })}\n`);
}
process.exit(0);
