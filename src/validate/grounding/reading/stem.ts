const irregularForms: ReadonlyMap<string, string> = new Map(
  `rose risen:rise fell fallen:fall grew grown:grow won:win lost:lose sold:sell bought:buy brought:bring built:build sent:send spent:spend
  met:meet led:lead left:leave kept:keep held:hold told:tell found:find paid:pay stood:stand thought:think taught:teach caught:catch
  began begun:begin broke broken:break chose chosen:choose drew drawn:draw drove driven:drive ate eaten:eat flew flown:fly forgot:forget
  knew known:know spoke spoken:speak stole stolen:steal swam:swim threw thrown:throw wore worn:wear struck:strike sang sung:sing shot:shoot
  sought:seek shrank shrunk:shrink slid:slide sank sunk:sink saw seen:see felt:feel dealt:deal meant:mean fought:fight hit:hit born:bear
  died dying:die lay lain:lie wound:wind withdrew withdrawn:withdraw forbade forbidden:forbid gave:give took:take wrote:write ran:run
  men:man women:woman children:child people:person persons:person feet:foot teeth:tooth mice:mouse wives:wife lives:life halves:half
  analyses:analysis crises:crisis bases:basis data:data media:media series:series species:species news:news
  higher highest:high lower lowest:low larger largest:large bigger biggest:big smaller smallest:small faster fastest:fast slower slowest:slow
  older oldest:old younger youngest:young longer longest:long shorter shortest:short stronger strongest:strong weaker weakest:weak
  earlier earliest:early later latest:late wider widest:wide better:better worse:worse cheaper cheapest:cheap
  centre:center metre:meter litre:liter theatre:theater programme:program defence:defense licence:license grey:gray tonne:tonne`
    .split(/\s+(?=\S)/)
    .reduce<{ forms: string[]; pairs: [string, string][] }>(
      (state, item) => {
        const [form = '', base] = item.split(':');
        const forms = [...state.forms, form];
        if (base === undefined) return { forms, pairs: state.pairs };
        return { forms: [], pairs: [...state.pairs, ...forms.map((f): [string, string] => [f, base])] };
      },
      { forms: [], pairs: [] },
    ).pairs,
);

const vowel = /[aeiouy]/;

/** Folds the forms of an English word into one, lightly: plural, past, -ing, -ly, British and American spelling. Takes and gives lower case. */
export function stem(word: string): string {
  const base = irregularForms.get(word);
  const singular = withoutPlural(base ?? word);
  const root = withoutSuffix(irregularForms.get(singular) ?? singular);
  return oneSpelling(root);
}

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/(?:x|ch|sh|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutSuffix(word: string): string {
  for (const [suffix, least] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    if (rest.length < least || !vowel.test(rest)) continue;
    return suffix === 'ed' || suffix === 'ing' ? undoubled(rest) : rest;
  }
  return word.endsWith('eed') ? word.slice(0, -1) : word;
}

const suffixes: readonly (readonly [suffix: string, least: number])[] = [
  ['ization', 4],
  ['isation', 4],
  ['ation', 5],
  ['ment', 5],
  ['ing', 3],
  ['ly', 4],
];

function undoubled(word: string): string {
  return /([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

function oneSpelling(word: string): string {
  const root = word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word.endsWith('y') && word.length > 3 ? `${word.slice(0, -1)}i` : word;
  if (root.length >= 6 && root.endsWith('is')) return `${root.slice(0, -2)}iz`;
  return root.length > 4 && root.endsWith('our') ? `${root.slice(0, -3)}or` : root;
}
