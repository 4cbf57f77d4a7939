import cliProgress from 'cli-progress';

/** Says that `done` of `total` are done. */
export type Progress = (done: number, total: number) => void;

/**
 * Does the work with a progress bar, on a terminal only, and only once a second has passed: shorter work needs none.
 * The bar is gone when the work is done.
 */
export async function withProgress<T>(stream: NodeJS.WriteStream | undefined, label: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  if (stream === undefined) return await work(() => undefined);
  const bar = new cliProgress.SingleBar({
    format: `${label} [{bar}] {value}/{total}, {eta_formatted} left`,
    stream,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
  });
  let state = { done: 0, total: 1 };
  let shown = false;
  const timer = setTimeout(() => {
    bar.start(state.total, state.done);
    shown = true;
  }, 1000);
  const stop = (): void => {
    if (shown) bar.stop();
  };
  // A process that ends in the middle gives the terminal its cursor back.
  process.once('exit', stop);
  try {
    return await work((done, total) => {
      state = { done, total };
      if (!shown) return;
      bar.setTotal(total);
      bar.update(done);
    });
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    stop();
  }
}
