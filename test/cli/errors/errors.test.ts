import { describe, it } from 'vitest';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { initOnSmallDisk, commandLineErrors, fileErrors, machineFault, storeOnSmallDisk } from './files.ts';
import { libraryErrors } from './library.ts';
import { logErrors } from './logs.ts';
import { freshFolder } from '../session.ts';
import { newcomer, typed } from './newcomer.ts';
import { providerErrors } from './providers.ts';
import { expectClear, type Provocation } from './provoked.ts';
import { alteredObject, runErrors } from './runs.ts';
import { sealErrors } from './seals.ts';
import { timestampErrors } from './timestamps.ts';
import { cutDocument, cutDocuments, sourceErrors } from './sources.ts';

/** One provocation a code: a code without one does not compile. */
const provocations: Record<ErrorCode, Provocation> = {
  ...commandLineErrors,
  'internal': machineFault,
  ...fileErrors,
  ...sourceErrors,
  ...providerErrors,
  ...runErrors,
  ...libraryErrors,
  ...sealErrors,
  ...timestampErrors,
  ...logErrors,
};

/** Further ways to the same codes. */
const further: readonly (readonly [code: ErrorCode, how: string, provoke: Provocation])[] = [
  ['usage', 'a key without a name', async () => await typed(freshFolder(), ['keys', 'new', 'keys/'], 'keys/')],
  ['file-unwritable', 'init below a file', async () => await typed(await newcomer(), ['init', 'pipeline.yaml'], 'pipeline.yaml')],
  ['schema-violation', 'no line to judge', async () => await typed(freshFolder(), ['validate', '/dev/null'], '/dev/null')],
  ['schema-violation', 'an empty question', async () => await typed(await newcomer(), ['run', 'pipeline.yaml', '--ask', ''], '--ask')],
  ['disk-full', 'init', initOnSmallDisk],
  ['disk-full', 'the store', storeOnSmallDisk],
  ['store-damaged', 'an altered object', alteredObject],
  ...cutDocuments.map((name) => ['source-unreadable', name, async () => await cutDocument(name)] as const),
];

async function provoke(code: ErrorCode, provocation: Provocation): Promise<void> {
  const provoked = await provocation();
  if (provoked !== undefined) expectClear(code, provoked);
}

describe.concurrent('each error says what, where, why and what to do, with its exit code, and leaves nothing half-done', () => {
  it.each(Object.entries(provocations) as [ErrorCode, Provocation][])('%s', provoke);
  it.each(further)('%s: %s', async (code, _how, provocation) => await provoke(code, provocation));
});
