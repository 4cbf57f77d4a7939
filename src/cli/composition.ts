import { resolve } from 'node:path';
import { lazy } from '../core/lazy.ts';
import { machine } from '../pipeline/machine.ts';
import type { PipelinePorts } from '../pipeline/ports.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly store?: string;
}

/** What a command gets of the world: the one place where it is put together. */
export interface World {
  readonly terminal: Terminal;
  readonly variable: (name: string) => string | undefined;
  /** Opens the store, does the work, closes the store. Promotions that were cut off are settled first. */
  withStore<T>(work: (ports: PipelinePorts) => Promise<T>): Promise<T>;
  /** Ports for work that stores nothing. */
  readonly ports: Omit<PipelinePorts, 'store'>;
}

/** The terminal that this process was started on. */
export function processTerminal(json: boolean): Terminal {
  return openTerminal({ json, stdout: process.stdout, stderr: process.stderr, noColour: (process.env['NO_COLOR'] ?? '') !== '' });
}

export function openWorld(options: CommonOptions, terminal: Terminal): World {
  const variable = (name: string): string | undefined => process.env[name];
  // Made when a command asks: the time zone and the network take longer to set up than a bundle to verify.
  const ports = lazy(() => machine(variable));
  return {
    terminal,
    variable,
    get ports() {
      return ports();
    },
    withStore: async (work) => {
      const [{ openStore }, { settleAll }] = await Promise.all([import('../store/store.ts'), import('../pipeline/settle-all.ts')]);
      const store = openStore(resolve(options.store ?? '.evidence'));
      try {
        await settleAll(store);
        return await work({ ...ports(), store });
      } finally {
        store.close();
      }
    },
  };
}
