import type { Verb } from './verb.ts';

// Each verb is loaded when it is asked for: verify starts without the pipeline's readers and providers.
const loaders: Readonly<Record<string, () => Promise<Verb>>> = {
  init: async () => (await import('./commands/init.ts')).initVerb,
  run: async () => (await import('./commands/run.ts')).runVerb,
  validate: async () => (await import('./commands/validate.ts')).validateVerb,
  promote: async () => (await import('./commands/promote.ts')).promoteVerb,
  bundle: async () => (await import('./commands/bundle.ts')).bundleVerb,
  verify: async () => (await import('./commands/verify.ts')).verifyVerb,
  inspect: async () => (await import('./commands/inspect.ts')).inspectVerb,
  disclose: async () => (await import('./commands/disclose.ts')).discloseVerb,
  log: async () => (await import('./commands/log.ts')).logVerb,
  sign: async () => (await import('./commands/sign.ts')).signVerb,
  trust: async () => (await import('./commands/trust.ts')).trustVerb,
  timestamp: async () => (await import('./commands/timestamp.ts')).timestampVerb,
  keys: async () => (await import('./commands/keys.ts')).keysVerb,
};

/** The verb of this name alone, or all of them where there is none: help then has something to list. */
export async function verbsFor(name: string | undefined): Promise<readonly Verb[]> {
  const load = name === undefined || !Object.hasOwn(loaders, name) ? undefined : loaders[name];
  return await Promise.all((load === undefined ? Object.values(loaders) : [load]).map((loader) => loader()));
}
