interface ErrorRow {
  /** What is the case, without the place. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** 2 bad usage or malformed input (nothing was judged), 4 the machine failed (safe to try again). */
  readonly exit: 2 | 4;
}

const rows = {
  // The command line
  'usage': {
    message: 'the command cannot be carried out as it was given',
    remedy: 'see `evidence-gate --help`, or the help of a command: `evidence-gate run --help`',
    exit: 2,
  },
  'node-too-old': { message: 'this Node is too old', remedy: 'use Node 22.18 or newer; inside this repository `npm run` and `npx` bring one', exit: 2 },
  'internal': { message: 'the program has a fault', remedy: 'report it with this message and the command you ran', exit: 4 },
  'interrupted': { message: 'stopped before its end', remedy: 'run the command again: nothing half-done was left', exit: 4 },

  // Files and text
  'file-missing': {
    message: 'no such file or folder',
    remedy: 'check the path: on the command line it starts at the working folder, within a file at the folder of that file',
    exit: 2,
  },
  'file-changed': { message: 'the file changed while it was read', remedy: 'keep it still, or copy it first, and try again', exit: 4 },
  'file-unreadable': { message: 'the file cannot be read', remedy: 'check that it is a file and that you may read it', exit: 2 },
  'file-unwritable': {
    message: 'the file or folder cannot be written',
    remedy: 'check that its folder is there and is a folder, and that you may write in it',
    exit: 4,
  },
  'file-exists': { message: 'the file is there already', remedy: 'choose another name, or move the file away', exit: 2 },
  'disk-full': { message: 'no space left on the disk', remedy: 'free some space and run the command again: nothing half-written was left', exit: 4 },
  'not-utf8': { message: 'the text is not UTF-8', remedy: 'save the file as UTF-8', exit: 2 },
  'json-malformed': { message: 'this is not valid JSON, or not every reader would read it alike', remedy: 'mend the line and column named', exit: 2 },
  'yaml-malformed': { message: 'this is not valid YAML', remedy: 'mend the line and column named', exit: 2 },
  'schema-violation': { message: 'the document does not meet its schema', remedy: 'mend the fields named; the schemas are in schemas/', exit: 2 },

  // Sources
  'source-unsupported': {
    message: 'no reader for this kind of file',
    remedy: 'use text, Markdown, HTML, PDF, DOCX, XLSX, CSV, TSV, JSON, PNG, JPEG or WebP',
    exit: 2,
  },
  'source-unreadable': {
    message: 'the document cannot be read',
    remedy: 'open it in its own program and save it anew, or remove it from the sources',
    exit: 2,
  },
  'source-empty': { message: 'the document holds no text', remedy: 'remove it from the sources, or replace it by one with text', exit: 2 },
  'source-reader-absent': {
    message: 'the optional package that reads this kind of file is not installed',
    remedy: 'run `npm install` without `--omit=optional`',
    exit: 2,
  },
  'source-too-large': { message: 'the document is larger than the bound', remedy: 'split it into smaller documents', exit: 2 },
  'source-id-twice': { message: 'two sources have one retrieval id, or two that differ in capital letters alone', remedy: 'rename one of them', exit: 2 },
  'no-sources': { message: 'no documents were found', remedy: 'name a folder or files that hold documents', exit: 2 },

  // Providers
  'provider-key-missing': {
    message: 'the provider needs a key that the environment does not hold',
    remedy: 'set the environment variable that the pipeline names',
    exit: 2,
  },
  'provider-unreachable': { message: 'the provider cannot be reached', remedy: 'check the base URL and the network, then run again', exit: 4 },
  'provider-refused-key': { message: 'the provider refused the key', remedy: 'check the key in the environment variable that the pipeline names', exit: 4 },
  'provider-rate-limited': { message: 'the provider answered 429 to every attempt', remedy: 'wait, or lower the concurrency, then run again', exit: 4 },
  'provider-failed': { message: 'the provider answered with an error', remedy: 'see what it said; every attempt is kept in the record of the run', exit: 4 },
  'provider-malformed': {
    message: 'the provider answered with something that is not its own format',
    remedy: 'check that the base URL is an OpenAI-compatible endpoint; it often ends in `/v1`',
    exit: 4,
  },
  'provider-timeout': { message: 'the provider did not finish its answer in time', remedy: 'allow more time in the pipeline, or run again', exit: 4 },
  'provider-address': {
    message: 'the base URL of the provider cannot be used',
    remedy: 'give an http or https URL without user, password, query and fragment',
    exit: 2,
  },
  'provider-truncated': {
    message: "the provider's stream ended before the answer did",
    remedy: 'run again; what came of it is kept in the record of the run',
    exit: 4,
  },

  // Runs and the store
  'run-unknown': { message: 'no run with this id', remedy: 'list the runs with `evidence-gate inspect`', exit: 2 },
  'run-open': { message: 'the run is still going on in another process', remedy: 'wait until it is closed', exit: 2 },
  'run-incomplete': { message: 'the run was cut off and cannot be judged', remedy: 'run its input again; what was seen stays in the record', exit: 2 },
  'run-unjudged': { message: 'the run has no verdict yet', remedy: 'judge it with `evidence-gate validate RUN`', exit: 2 },
  'run-not-promoted': { message: 'the run is not promoted, and only promoted runs are sealed', remedy: 'run `evidence-gate promote RUN`', exit: 2 },
  'store-locked': { message: 'another process holds this run', remedy: 'wait for it, then run the command again', exit: 4 },
  'store-damaged': { message: 'the store does not hold what its index says', remedy: 'restore the folder .evidence from a copy', exit: 4 },
  'store-newer': { message: 'the store was written by a newer version of this program', remedy: 'use that version, or name another store folder', exit: 2 },
  'run-promoted': { message: 'the run is promoted, and its record is closed', remedy: 'see it with `evidence-gate inspect`, or run its input again', exit: 2 },
  'promotion-unsettled': {
    message: 'a promotion of this run was cut off and is not settled yet',
    remedy: 'run `evidence-gate promote RUN`: it is carried through or undone first',
    exit: 4,
  },
  'work-failed': { message: 'the pipeline itself failed', remedy: 'mend the pipeline; what it did until then stays in the record', exit: 4 },
  'passage-unknown': {
    message: 'the run does not hold this passage',
    remedy: 'add the documents before retrieving from them, and generate only from what was retrieved',
    exit: 2,
  },
  'output-name-twice': { message: 'two outputs of one run have the same name', remedy: 'name each output once', exit: 2 },
  'release-blocked': { message: 'something else lies where the run would be released', remedy: 'move it away, or choose another output folder', exit: 2 },

  // Keys, trust, bundles
  'key-malformed': { message: 'this is not an ed25519 key in PEM', remedy: 'name the right file, or make a key with `evidence-gate keys new PATH`', exit: 2 },
  'key-weak': {
    message: 'this ed25519 public key is of small order or not canonical',
    remedy: 'never trust it: whoever made it can sign without a private key; make another with `evidence-gate keys new PATH`',
    exit: 2,
  },
  'key-passphrase': {
    message: 'the key needs a passphrase, or the one given is wrong',
    remedy: 'give it in the environment variable EVIDENCE_KEY_PASSPHRASE',
    exit: 2,
  },
  'signer-unusable': {
    message: 'the signer command cannot be used',
    remedy: 'name a program that is there, and its public key with `--signer-public-key FILE`',
    exit: 2,
  },
  'signer-failed': {
    message: 'the signer command did not sign',
    remedy: 'see what it said, mend that, and run the command again',
    exit: 4,
  },
  'signer-wrong': {
    message: "the signer command gave something that is not its key's signature",
    remedy: 'have it print 64 bytes or one line of base64, and check that `--signer-public-key` is the key that it signs with',
    exit: 2,
  },
  'signature-exists': {
    message: 'the bundle has this signature, time stamp or proof already',
    remedy: 'use the bundle as it is, or sign with another key',
    exit: 2,
  },
  'bundle-too-large': { message: 'the run does not fit into one bundle of this format', remedy: 'split the run: at most 10,000,000 files and 16 TiB', exit: 2 },
  'bundle-name': { message: 'a name cannot stand in a bundle', remedy: 'use ASCII letters, digits, ".", "_" and "-", at most 240 bytes', exit: 2 },
  'withhold-nothing': {
    message: 'no file of the bundle has such a name',
    remedy: 'list the names with `unzip -l BUNDLE`; a pattern counts from the top folder, as in `data/prompts/**`',
    exit: 2,
  },
  'withhold-forbidden': {
    message: 'a copy may not leave this file out',
    remedy:
      'only files below data/prompts, data/reasoning, data/tools, data/judges and data/sources may be left out: what was claimed, judged and released stays',
    exit: 2,
  },
  'bundle-refused': {
    message: 'the bundle was not opened, because it is not a well-formed bundle',
    remedy: 'see all that is wrong with it: `evidence-gate verify BUNDLE --trust FILE`',
    exit: 2,
  },

  // Time stamps
  'certificate-malformed': {
    message: 'this is not a certificate in PEM that a time stamp can lead to',
    remedy: 'name the file with the certificates of the authority, as BEGIN CERTIFICATE blocks',
    exit: 2,
  },
  'timestamp-unreachable': { message: 'the time-stamping authority cannot be reached', remedy: 'check the URL and the network, then run again', exit: 4 },
  'timestamp-refused': {
    message: 'the time-stamping authority gave no time stamp',
    remedy: 'see what it said, then run again or ask another authority; the bundle is as it was',
    exit: 4,
  },
  'timestamp-unfit': {
    message: 'what the time-stamping authority sent is not a time stamp that verifiers would believe',
    remedy: 'see the reason: list the certificates of the authority in the trust policy, or ask another authority; the bundle is as it was',
    exit: 4,
  },

  // Transparency logs
  'log-unknown': { message: 'the folder holds no log', remedy: 'make one with `evidence-gate log init FOLDER --origin NAME --key FILE`', exit: 2 },
  'log-locked': { message: 'another process writes to this log', remedy: 'wait for it, then run the command again', exit: 4 },
  'log-damaged': {
    message: 'the log does not hold what it says',
    remedy: 'see what differs with `evidence-gate log audit FOLDER`, then restore the folder from a copy; nothing was signed',
    exit: 4,
  },
  'log-entry-unknown': {
    message: 'the log has no signed entry of this',
    remedy: 'run `evidence-gate log append FOLDER BUNDLE`, then `evidence-gate log checkpoint FOLDER --key FILE`',
    exit: 2,
  },
  'note-malformed': {
    message: 'this is not a checkpoint, cosignature or verifier key as C2SP writes them',
    remedy: 'give it as the log or the witness wrote it, byte for byte',
    exit: 2,
  },
} as const;

/** Every code that an error of ours can carry. docs/errors.md lists the same, and a test holds the two together. */
export type ErrorCode = keyof typeof rows;

export const errorTable: Readonly<Record<ErrorCode, ErrorRow>> = rows;
