import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestOfNode } from '../core/digest.node.ts';
import { systemClock, systemRandom } from '../core/system.ts';
import { productVersion } from '../core/version.ts';
import type { PipelinePorts } from '../pipeline/ports.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly store?: string;
}

/** What a command gets of the world. The one place where clock, randomness, environment and terminal come from. */
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
  const { env } = process;
  const ports: Omit<PipelinePorts, 'store'> = {
    clock: systemClock(),
    random: systemRandom,
    hash: digestOfNode,
    environment: {
      product_version: productVersion,
      runtime: `node ${process.versions.node}`,
      platform: `${process.platform} ${process.arch}`,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
    },
    fetch: globalThis.fetch,
    sleep: (millis) => sleep(millis),
    variable: (name) => env[name],
  };
  return {
    terminal,
    variable: ports.variable,
    ports,
    withStore: async (work) => {
      const [{ openStore }, { settleAll }] = await Promise.all([import('../store/store.ts'), import('../pipeline/settle-all.ts')]);
      const store = openStore(resolve(options.store ?? '.evidence'));
      try {
        await settleAll(store, ports.hash);
        return await work({ ...ports, store });
      } finally {
        store.close();
      }
    },
  };
}
