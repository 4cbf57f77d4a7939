// yauzl 3 brings no types. This is what peer.ts uses of it.
declare module 'yauzl' {
  import type { Readable } from 'node:stream';
  interface Entry {
    readonly fileName: string;
  }
  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }
  export function openPromise(path: string, options: { readonly lazyEntries: true }): Promise<ZipFile>;
}
