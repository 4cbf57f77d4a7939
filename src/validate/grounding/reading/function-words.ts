/** Words without a content of their own: they carry no weight. What they do to a sentence (negate, limit, weaken) is checked elsewhere. */
export const functionWords: ReadonlySet<string> = setOf(`
a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine
who whom whose which what where when why how there here one's itself himself herself themselves myself yourself
is are was were be been being am 's 're 've 'll 'd do does did done doing has have had having
and or but nor so yet if then than as of at by for with about into through during to from in on onto upon via per within across
while whereas although though because since until till unless except whether either neither both also too very just even still
not no never none cannot can could may might must shall should will would ought
all any each every some such other another same own most many much few several only
nobody nothing nowhere everybody everyone everything anybody anyone anything somebody someone something
s t d ll m o re ve y n't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't mustn't
mr mrs ms dr etc eg ie am pm
`);

/** Words that frame or soften a statement. They count, but little. */
export const lightWords: ReadonlySet<string> = setOf(`
according report reports reported reporting say says said saying state states stated stating note notes noted write writes wrote written
describe describes described mention mentions mentioned show shows showed shown indicate indicates indicated explain explains explained
source sources document documents article text passage page section paragraph quote quotes quoted read reads
additionally furthermore moreover however therefore thus hence meanwhile overall respectively namely approximately about around roughly
more less fewer over under above below up down out off before after between among against without along including include includes included
become becomes became get gets got make makes made take takes took taken give gives gave given go goes went gone come comes came
use uses using such like well back later now ago away
`);

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
