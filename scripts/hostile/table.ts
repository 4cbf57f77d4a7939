import type { Built } from './measured.ts';
import { peers, type Answer } from './peers.ts';

/** The table of docs/THREATS.md: how many archives of each category each reader took. */
export async function peerTable(built: readonly Built[], good: string): Promise<string> {
  const columns: { readonly name: string; readonly answers: ReadonlyMap<string, Answer> }[] = [];
  for (const { name, read } of peers()) {
    const answers = await read([good, ...built.map(({ path }) => path)]);
    if (answers.get(good) !== 'took') throw new Error(`${name} does not read the good bundle`);
    columns.push({ name, answers });
  }
  const categories = [...new Set(built.map(({ category }) => category))];
  const cell = (answers: ReadonlyMap<string, Answer>, items: readonly Built[]): string => {
    const count = (answer: Answer): number => items.filter(({ path }) => answers.get(path) === answer).length;
    return count('died') === 0 ? String(count('took')) : `${count('took')} (${count('died')} died)`;
  };
  const row = (title: string, items: readonly Built[]): string =>
    `| ${[title, items.length, 0, ...columns.map(({ answers }) => cell(answers, items))].join(' | ')} |`;
  return [
    `| category | archives | evidence-gate | ${columns.map(({ name }) => name).join(' | ')} |`,
    `| --- | ---: | ---: | ${columns.map(() => '---:').join(' | ')} |`,
    ...categories.map((category) =>
      row(
        category,
        built.filter((item) => item.category === category),
      ),
    ),
    row('**all**', built),
  ].join('\n');
}

/** Whether a document has each column of the table that it names the same reader and version for. */
export function tableStands(table: string, document: string): boolean {
  const ours = columnsOf(table);
  const theirs = columnsOf(/\| category \|[^]*?\*\*all\*\*[^\n]*/.exec(document)?.[0] ?? '');
  const same = (name: string): boolean => JSON.stringify(ours.get(name)) === JSON.stringify(theirs.get(name));
  return ['category', 'archives', 'evidence-gate'].every(same) && [...ours.keys()].every((name) => !theirs.has(name) || same(name));
}

/** The cells of each column, by its title. */
export function columnsOf(table: string): ReadonlyMap<string, readonly string[]> {
  const [titles = [], , ...rows] = table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(titles.map((title, at) => [title, rows.map((cells) => cells[at] ?? '')]));
}
