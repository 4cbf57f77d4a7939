/** English forms that no suffix rule reaches, each with the form that it counts as. */
export const irregularForms: ReadonlyMap<string, string> = new Map(
  table(`
rise: rose risen | fall: fell fallen | grow: grew grown | win: won | lose: lost | sell: sold | buy: bought | bring: brought | build: built | send: sent
spend: spent | meet: met | lead: led | leave: left | keep: kept | hold: held | tell: told | find: found | pay: paid | stand: stood | think: thought
teach: taught | catch: caught | begin: began begun | break: broke broken | choose: chose chosen | draw: drew drawn | drive: drove driven | eat: ate eaten
fly: flew flown | forget: forgot | know: knew known | speak: spoke spoken | steal: stole stolen | swim: swam | throw: threw thrown | wear: wore worn
strike: struck | sing: sang sung | shoot: shot | seek: sought | shrink: shrank shrunk | slide: slid | sink: sank sunk | see: saw seen | feel: felt
deal: dealt | mean: meant | fight: fought | bear: born | die: died dying death deaths | lie: lay lain | withdraw: withdrew withdrawn
forbid: forbade forbidden | give: gave given | take: took taken | write: wrote written | run: ran | become: became | show: shown | agree: agreed
guarantee: guaranteed | free: freed | man: men | woman: women | child: children | person: people persons | foot: feet | wife: wives | life: lives
half: halves | analysis: analyses | crisis: crises | basis: bases | high: higher highest | low: lower lowest | large: larger largest
big: bigger biggest | small: smaller smallest | fast: faster fastest | slow: slower slowest | old: older oldest | young: younger youngest
long: longer longest | short: shorter shortest | strong: stronger strongest | weak: weaker weakest | early: earlier earliest | late: later latest
wide: wider widest | good: better | bad: worse | cheap: cheaper cheapest | center: centre | meter: metre | liter: litre | theater: theatre
program: programme | defense: defence | license: licence | gray: grey | supply: supplied supplies supplying | apply: applied applies applying
reply: replied replies | rely: relied relies relying | imply: implied implies | comply: complied complies | ally: allied allies
`),
);

function table(rows: string): [form: string, base: string][] {
  return rows
    .trim()
    .split(/[|\n]/)
    .flatMap((row) => {
      const [base = '', forms = ''] = row.split(':').map((part) => part.trim());
      return forms.split(' ').map((form): [string, string] => [form, base]);
    });
}
