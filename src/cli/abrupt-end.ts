import { errnoOf, writeError } from '../core/durable-files.node.ts';
import { EvidenceError } from '../core/errors.ts';

/**
 * Tells of what ends the process while a command is at work: a signal, a stdout that takes no more, a fault that nobody awaited.
 * What was begun then lies as after a crash, and the next command settles it.
 */
export function onAbruptEnd(end: (error: unknown) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(new EvidenceError('interrupted', { where: signal })));
  process.stdout.on('error', (error) =>
    end(errnoOf(error) === 'EPIPE' ? new EvidenceError('interrupted', { where: 'stdout', cause: 'whoever read it has gone' }) : writeError(error, 'stdout')),
  );
  // Whoever read our complaints has gone: nobody is left to tell.
  process.stderr.on('error', () => undefined);
  process.once('uncaughtException', end);
}
