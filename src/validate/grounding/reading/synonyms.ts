import { stem } from './stem.ts';

// Only words that may stand for each other in any sentence: a pair that is right "mostly" would pass a false claim.
const groups = `
rise increase grow climb growth
fall decrease decline drop
buy acquire purchase acquisition
start begin commence
end finish conclude
firm company
movie film
car automobile
big large
small little
ask request
help assist
show demonstrate
need require
keep maintain retain
choose select
get obtain receive
build construct construction
doctor physician
lawyer attorney
teacher instructor
kid child
photo photograph picture
job employment
yearly annual annually
monthly month
quick fast rapid
buyer purchaser
allow permit
forbid prohibit ban
stop halt cease
fix repair
happen occur
about concerning regarding
almost nearly
around approximately roughly
cooperate collaborate
answer reply respond response
aid assistance
important significant
whole entire
main principal primary
resign quit
employee worker staff
percent percentage
illness disease
town city
nation country
next following
previous prior former
launch introduce
unveil reveal disclose
finance fund
let enable
sick ill
`;

const representative: ReadonlyMap<string, string> = new Map(
  groups
    .trim()
    .split('\n')
    .flatMap((line) => {
      const stems = line.split(' ').map(stem);
      return stems.map((word): [string, string] => [word, stems[0] ?? word]);
    }),
);

/** What a lower-case word is compared by: its stem, or that of the word which stands for its group. */
export function wordKey(lower: string): string {
  const root = stem(lower);
  return representative.get(root) ?? root;
}
