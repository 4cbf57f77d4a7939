import type { SingleBar } from 'cli-progress';

/** Says that `done` of `total` are done. */
export type Progress = (done: number, total: number) => void;

/**
 * Does the work with a progress bar, on a terminal only, and only once a second has passed: shorter work needs none.
 * The bar is gone when the work is done.
 */
export async function withProgress<T>(
  stream: NodeJS.WriteStream | undefined,
  label: string,
  work: (progress: Progress) => Promise<T>,
  unit: 'items' | 'bytes' = 'items',
): Promise<T> {
  if (stream === undefined) return await work(() => undefined);
  let state = { done: 0, total: 1 };
  let bar: SingleBar | undefined;
  let over = false;
  const timer = setTimeout(() => void show(), 1000);
  const show = async (): Promise<void> => {
    const made = await barOn(stream, label, unit);
    if (over) return;
    bar = made;
    bar.start(state.total, state.done);
  };
  const stop = (): void => {
    over = true;
    bar?.stop();
  };
  // A process that ends in the middle gives the terminal its cursor back.
  process.once('exit', stop);
  try {
    return await work((done, total) => {
      state = { done, total };
      bar?.setTotal(total);
      bar?.update(done);
    });
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    stop();
  }
}

/** The package is loaded when there is something to show: most work is done before. */
async function barOn(stream: NodeJS.WriteStream, label: string, unit: 'items' | 'bytes'): Promise<SingleBar> {
  const { default: cliProgress } = await import('cli-progress');
  return new cliProgress.SingleBar({
    format: `${label} [{bar}] {value}/{total}, {eta_formatted} left`,
    formatValue: (value, _, type) => (unit === 'bytes' && (type === 'value' || type === 'total') ? megabytes(value) : String(value)),
    stream,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
}
