/** What a number counts: values of one dimension compare after `value * factor + offset`. */
export interface Unit {
  readonly dimension: string;
  readonly factor: number;
  readonly offset: number;
  /** The unit alone, as its own name: two spellings of one unit share it. */
  readonly name: string;
}

/** A number without a unit. */
export const bare: Unit = { dimension: 'bare', factor: 1, offset: 0, name: '' };

const offsets: ReadonlyMap<string, number> = new Map([
  ['degree fahrenheit', -160 / 9],
  ['kelvin', -273.15],
]);

const rows = `
percent|percent|1|% percent pct ％
points|percentage point|1|pp ppt ppts
points|basis point|0.01|bp bps
usd|dollar|1|$ usd dollar us$ u.s.$
usd|cent|0.01|cent
eur|euro|1|€ eur euro
gbp|pound sterling|1|£ gbp
pound|pound|1|pound
jpy|yen|1|¥ jpy yen
cny|yuan|1|cny rmb yuan renminbi
inr|rupee|1|₹ inr rupee rs
chf|franc|1|chf franc
krw|won|1|₩ krw
rub|rouble|1|₽ rub rouble ruble
length|millimetre|0.001|mm millimetre millimeter
length|centimetre|0.01|cm centimetre centimeter
length|metre|1|metre meter
length|kilometre|1000|km kilometre kilometer
length|mile|1609.344|mile
length|foot|0.3048|ft foot feet
length|inch|0.0254|inch inche
length|yard|0.9144|yard
mass|milligram|0.001|mg milligram milligramme
mass|gram|1|g gram gramme
mass|kilogram|1000|kg kilogram kilo kilogramme
mass|tonne|1000000|tonne
mass|pound mass|453.59237|lb lbs
mass|ounce|28.349523|oz ounce
ton|ton|1|ton
volume|millilitre|0.001|ml millilitre milliliter
volume|centilitre|0.01|cl
volume|litre|1|l litre liter
volume|cubic metre|1000|m³
gallon|gallon|1|gallon
barrel|barrel|1|barrel
area|square metre|1|m² sqm
area|hectare|10000|ha hectare
area|acre|4046.8564|acre
time|second|1|second sec
time|millisecond|0.001|ms millisecond
time|minute|60|minute min
time|hour|3600|hour hr
time|day|86400|day
time|week|604800|week
months|month|1|month
months|year|12|year yr
months|decade|120|decade
months|century|1200|century
data|byte|1|byte
data|kilobyte|1000|kb kilobyte
data|megabyte|1000000|mb megabyte
data|gigabyte|1000000000|gb gigabyte
data|terabyte|1000000000000|tb terabyte
power|watt|1|w watt
power|kilowatt|1000|kw kilowatt
power|megawatt|1000000|mw megawatt
power|gigawatt|1000000000|gw gigawatt
energy|kilowatt hour|1|kwh
energy|megawatt hour|1000|mwh
energy|gigawatt hour|1000000|gwh
frequency|hertz|1|hz hertz
frequency|kilohertz|1000|khz
frequency|megahertz|1000000|mhz megahertz
frequency|gigahertz|1000000000|ghz gigahertz
pressure|pascal|1|pa pascal
pressure|hectopascal|100|hpa hectopascal
pressure|kilopascal|1000|kpa
pressure|bar|100000|bar
voltage|volt|1|v volt
voltage|kilovolt|1000|kv
charge|milliampere hour|1|mah
speed|kilometre per hour|0.27777778|kmh kph
speed|mile per hour|0.44704|mph
speed|metre per second|1|mps
resolution|megapixel|1|mp megapixel
temperature|degree celsius|1|°c celsius centigrade
temperature|degree fahrenheit|0.5555555555555556|°f fahrenheit
temperature|kelvin|1|kelvin
angle|degree|1|° degree
`;

const byName: ReadonlyMap<string, Unit> = new Map(
  rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [dimension = '', name = '', factor = '1', spellings = ''] = row.split('|');
      const unit: Unit = { dimension, name, factor: Number(factor), offset: offsets.get(name) ?? 0 };
      return spellings.split(' ').flatMap((spelling): [string, Unit][] => [
        [spelling, unit],
        [`${spelling}s`, unit],
      ]);
    }),
);

/** The unit of one word or mark in lower case, such as `kg`, `%`, `euros`. */
export function unitOf(lower: string): Unit | undefined {
  return byName.get(lower);
}

/** A value in the base unit of its dimension. */
export function inBase(value: number, unit: Unit): number {
  return value * unit.factor + unit.offset;
}
