// archiver 8 brings no types. This is what archive.node.ts uses of it.
declare module 'archiver' {
  export class ZipArchive {
    constructor(options: { readonly store: true; readonly forceZip64?: boolean });
    append(source: Uint8Array, data: { readonly name: string; readonly date: Date; readonly mode: number }): this;
    finalize(): Promise<void>;
    on(event: 'error' | 'warning', listener: (error: Error) => void): this;
    on(event: 'data', listener: (chunk: Uint8Array) => void): this;
    once(event: 'end' | 'entry', listener: () => void): this;
  }
}
