import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A file of src/, by its path from src/. */
export interface Room {
  readonly path: string;
  readonly source: string;
}

/** Who may import whom. A folder without a row breaks the build. */
export const table: Readonly<Record<string, readonly string[]>> = {
  core: [],
  model: ['core'],
  timestamp: ['core', 'model'],
  transparency: ['core', 'model'],
  trust: ['core', 'model', 'timestamp', 'transparency'],
  record: ['core', 'model'],
  sources: ['core', 'model', 'record'],
  validate: ['core', 'model', 'record'],
  promote: ['core', 'model', 'record'],
  sandbox: ['core', 'model', 'record', 'sources'],
  store: ['core', 'model', 'record', 'promote'],
  bundle: ['core', 'model', 'record', 'promote'],
  verify: ['core', 'model', 'timestamp', 'transparency', 'trust', 'record', 'validate', 'bundle'],
  pipeline: ['core', 'model', 'timestamp', 'transparency', 'trust', 'record', 'sources', 'sandbox', 'validate', 'promote', 'store', 'bundle', 'verify'],
  cli: ['core', 'model', 'timestamp', 'transparency', 'trust', 'store', 'verify', 'bundle', 'pipeline'],
  'one-file': ['core', 'trust', 'verify', 'cli'],
};

/** Folders that run in Node as a whole. Elsewhere the suffix `.node.ts` says it. */
const nodeFolders = ['sandbox', 'store', 'pipeline', 'cli', 'one-file'];
/** Packages that need Node; the others run in a page too. */
const nodePackages = [
  'archiver',
  'unzipper',
  'cli-progress',
  'commander',
  'openai',
  'exceljs',
  'mammoth',
  'tesseract.js',
  'unpdf',
  'p-queue',
  '@tesseract.js-data/eng',
];
/** Only these may read the clock, randomness or the environment: everyone else is handed them. */
const ambientDoors = ['core/system.ts', 'cli/composition.ts', 'cli/bin.node.ts', 'one-file/main.ts'];
const emptyNames = /(^|\/)(utils?|helpers?|common|types|misc|shared)(\.|\/)/;

const isNode = (path: string): boolean => path.endsWith('.node.ts') || nodeFolders.includes(path.split('/')[0] ?? '');

interface Facts {
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly nodeModules: readonly string[];
  readonly ambient: readonly string[];
  readonly exportsAll: boolean;
  readonly hasBody: boolean;
}

function factsOf(room: Room): Facts {
  const parsed = parseSync(room.path, room.source, { lang: 'ts' });
  if (parsed.errors.length > 0) throw new Error(`${room.path}: ${parsed.errors[0]?.message}`);
  const specifiers = [
    ...parsed.module.staticImports.map((item) => item.moduleRequest.value),
    ...parsed.module.staticExports.flatMap((item) => item.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : []))),
    ...parsed.module.dynamicImports.map((item) => room.source.slice(item.moduleRequest.start, item.moduleRequest.end).replace(/^['"`]|['"`]$/g, '')),
  ];
  const relative = specifiers.filter((name) => name.startsWith('.'));
  const bare = specifiers.filter((name) => !name.startsWith('.'));
  return {
    imports: relative.map((name) => posix.normalize(posix.join(posix.dirname(room.path), name))),
    packages: bare
      .filter((name) => !name.startsWith('node:'))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    nodeModules: bare.filter((name) => name.startsWith('node:')),
    ambient: ambientReads(parsed.program),
    exportsAll: parsed.module.staticExports.some((item) => item.entries.some((entry) => entry.importName.kind === 'AllButDefault')),
    hasBody: parsed.program.body.some((node) => !(node.type === 'ExportNamedDeclaration' && node.source !== null)),
  };
}

type Node = { readonly type?: unknown } & Readonly<Record<string, unknown>>;

function ambientReads(program: unknown): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (value !== null && typeof value === 'object') {
      const node = value as Node;
      if (node.type === 'MemberExpression') {
        const text = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
        if (['Date.now', 'Math.random', 'process.env', 'performance.now', 'crypto.getRandomValues', 'crypto.randomUUID'].includes(text)) found.push(text);
      }
      if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date' && (node['arguments'] as unknown[]).length === 0) found.push('new Date()');
      Object.values(node).forEach(visit);
    }
  };
  visit(program);
  return found;
}

function nameOf(node: unknown): string {
  return node !== null && typeof node === 'object' && 'name' in node ? String(node.name) : '';
}

/** Every way in which the rooms break the house rules, one sentence each. */
export function violations(rooms: readonly Room[]): readonly string[] {
  const found: string[] = [];
  const facts = new Map(rooms.map((room) => [room.path, factsOf(room)]));
  const doors = new Map<string, string[]>();
  for (const [path, fact] of facts) {
    const folder = path.includes('/') ? (path.split('/')[0] ?? '') : '';
    const allowed = table[folder];
    if (folder !== '' && allowed === undefined) found.push(`${folder}/ has no row in the table`);
    for (const target of fact.imports) {
      const other = target.split('/')[0] ?? '';
      if (!facts.has(target) && !target.startsWith('model/generated/')) found.push(`${path} imports ${target}, which is not there`);
      if (folder !== '' && other !== folder && allowed?.includes(other) === false) found.push(`${path} imports ${target}: ${folder} may not import ${other}`);
      if (posix.basename(target) === 'index.ts' && path !== 'index.ts') found.push(`${path} imports ${target}: an index is for those outside`);
      if (isNode(target) && !isNode(path) && path !== 'index.ts') found.push(`${path} imports ${target}, which needs Node`);
    }
    for (const name of fact.packages) doors.set(name, [...new Set([...(doors.get(name) ?? []), path])]);
    if (!isNode(path))
      for (const name of [...fact.nodeModules, ...fact.packages.filter((pack) => nodePackages.includes(pack))])
        found.push(`${path} imports ${name}, which needs Node: name the file *.node.ts`);
    if (!ambientDoors.includes(path)) for (const name of fact.ambient) found.push(`${path} reads ${name}: take it as an argument`);
    if (fact.exportsAll) found.push(`${path} exports everything of another file: name what it exports`);
    if (posix.basename(path) === 'index.ts' && fact.hasBody) found.push(`${path} does work: an index only names exports`);
    if (emptyNames.test(path)) found.push(`${path} has a name that tells nothing`);
  }
  for (const [name, paths] of doors) if (paths.length > 1) found.push(`${name} has ${paths.length} doors: ${paths.join(', ')}`);
  return [...found, ...cycles(facts)];
}

/** Packages that the rooms import. */
export function packagesOf(rooms: readonly Room[]): readonly string[] {
  return [...new Set(rooms.flatMap((room) => factsOf(room).packages))].sort();
}

function cycles(facts: ReadonlyMap<string, Facts>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push(`a circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
    else if (!done.has(path)) {
      for (const next of facts.get(path)?.imports ?? []) walk(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of facts.keys()) walk(path, []);
  return found;
}
