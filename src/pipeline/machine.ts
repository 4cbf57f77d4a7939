import { setTimeout as sleep } from 'node:timers/promises';
import { digestOfNode } from '../core/digest.node.ts';
import { systemClock, systemRandom } from '../core/system.ts';
import { productVersion } from '../core/version.ts';
import type { PipelinePorts } from './ports.ts';

/** This machine's clock, randomness, hardware SHA-256 and network; `variable` looks a key up by the name that a pipeline gives. */
export function machine(variable: PipelinePorts['variable']): Omit<PipelinePorts, 'store'> {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    clock: systemClock(),
    random: systemRandom,
    hash: digestOfNode,
    environment: {
      product_version: productVersion,
      runtime: `node ${process.versions.node}`,
      platform: `${process.platform} ${process.arch}`,
      time_zone: timeZone,
      locale,
    },
    fetch: globalThis.fetch,
    sleep: (millis) => sleep(millis),
    variable,
  };
}
