/** A claim, its source, and what is true of it. Written by hand for this test; no line is taken from a data set. */
export interface Pair {
  readonly source: string;
  readonly claim: string;
  /** Taken from the source; absent where the claim quotes nothing. */
  readonly quote?: string;
}

type Family = Readonly<Record<string, readonly Pair[]>>;

const bank =
  'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent. Inflation was 4.1 per cent in February, above the target of 2 per cent.';
const safety = 'The solvent boils at 78 °C and must be stored below 30 °C. Containers hold 25 kg. Do not mix the solvent with acids.';
const firm = 'Halden Steel sold 1,240 tonnes in 2023 and employed 312 people. Its rival Morton Works sold 980 tonnes in 2023 and employed 275 people.';
const trial = 'In the trial, 48 of 120 patients improved after six weeks. Some patients reported mild headaches. The drug may reduce fever in adults.';
const city = 'Mayor Ana Ruiz opened the new library in Portville on Monday. The building, designed by Kofi Mensah, cost 14 million euros.';
const lease =
  'Tenants may sublet the flat only if the owner agrees in writing. Pets are allowed, except dogs above 20 kg. Rent is due on the first day of each month.';
const table =
  'Year: 2022; Policy rate (%): 2.25; Inflation (%): 7.9; Unemployment (%): 4.6\nYear: 2023; Policy rate (%): 3.50; Inflation (%): 5.2; Unemployment (%): 4.8\nYear: 2024; Policy rate (%): 3.75; Inflation (%): 3.9; Unemployment (%): 5.1';
const river =
  'The river rises in the Arn mountains and flows 410 kilometres south to the sea. Its water level fell by 12 centimetres in August, while the level of Lake Orr rose by 7 centimetres.';
const court = 'The court rejected the appeal of Delta Freight on 3 June 2021. Judge Lena Brandt said the company had not paid the fine of 2.4 million dollars.';
const space =
  'The probe Kestrel reached orbit on 14 May 2019 after a journey of seven months. It carries four cameras and a magnetometer. Engineers lost contact with the probe Merlin in 2017.';

const office1 =
  'The federal government removed the popular messenger from all official phones, tablets and laptops of its ministries after an audit of the vendor by the treasury.';
const office = `${office1} The provincial government waits for a report on hospitals and clinics.`;

/** Claims that their sources do not support: none may come out supported. */
export const wrong: Family = {
  'a wrong figure': [
    { source: bank, claim: 'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.25 per cent.' },
    {
      source: bank,
      claim: 'Inflation was 4.7 per cent in February, above the target of 2 per cent.',
      quote: 'Inflation was 4.1 per cent in February, above the target of 2 per cent.',
    },
    { source: firm, claim: 'Halden Steel sold 1,420 tonnes in 2023 and employed 312 people.' },
    { source: firm, claim: 'Halden Steel employed 321 people.', quote: 'Halden Steel sold 1,240 tonnes in 2023 and employed 312 people.' },
    { source: trial, claim: 'In the trial, 84 of 120 patients improved after six weeks.' },
    { source: space, claim: 'Kestrel carries five cameras and a magnetometer.' },
    { source: river, claim: 'The river flows 401 kilometres south to the sea.' },
  ],
  'a wrong scale': [
    { source: city, claim: 'The building cost 14 billion euros.' },
    { source: city, claim: 'The building cost 14 thousand euros.', quote: 'The building, designed by Kofi Mensah, cost 14 million euros.' },
    { source: court, claim: 'The fine was 24 million dollars.' },
    { source: court, claim: 'The company had not paid the fine of 2.4 billion dollars.' },
  ],
  'a wrong unit': [
    { source: safety, claim: 'The solvent boils at 78 °F.' },
    { source: safety, claim: 'Containers hold 25 g.' },
    { source: safety, claim: 'Containers hold 25 litres.', quote: 'Containers hold 25 kg.' },
    { source: city, claim: 'The building cost 14 million dollars.' },
    { source: river, claim: 'The river flows 410 miles south to the sea.' },
    { source: court, claim: 'The company had not paid the fine of 2.4 million euros.' },
  ],
  'per cent for points': [
    { source: 'Support for the party rose by 3 percentage points to 31 per cent.', claim: 'Support for the party rose by 3 per cent.' },
    { source: bank, claim: 'The central bank raised its policy rate by 25 per cent.' },
    { source: bank, claim: 'The central bank raised its policy rate by 25 percentage points.' },
    { source: 'The margin grew by 40 basis points.', claim: 'The margin grew by 40 percentage points.' },
  ],
  'a wrong date': [
    { source: bank, claim: 'On 21 March 2025 the central bank raised its policy rate by 25 basis points.' },
    {
      source: bank,
      claim: 'On 20 March 2024 the central bank raised its policy rate to 3.75 per cent.',
      quote: 'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent.',
    },
    { source: court, claim: 'The court rejected the appeal of Delta Freight on 3 July 2021.' },
    { source: court, claim: 'The court rejected the appeal of Delta Freight in 2020.' },
    { source: space, claim: 'The probe Kestrel reached orbit in June 2019.' },
    { source: city, claim: 'Mayor Ana Ruiz opened the new library in Portville on Tuesday.' },
    { source: 'Output fell in the first quarter of 2023.', claim: 'Output fell in the second quarter of 2023.' },
    { source: 'The plant closed in the 1980s.', claim: 'The plant closed in 1994.' },
  ],
  'a more exact date than the source has': [
    { source: 'The bridge opened in May 1932.', claim: 'The bridge opened on 14 May 1932.' },
    { source: 'The treaty was signed in 1907.', claim: 'The treaty was signed in October 1907.' },
  ],
  'a wrong name': [
    { source: city, claim: 'Mayor Ana Lopez opened the new library in Portville on Monday.' },
    {
      source: city,
      claim: 'The building, designed by Kofi Annan, cost 14 million euros.',
      quote: 'The building, designed by Kofi Mensah, cost 14 million euros.',
    },
    { source: court, claim: 'The court rejected the appeal of Omega Freight on 3 June 2021.' },
    { source: firm, claim: 'Bergen Steel sold 1,240 tonnes in 2023.' },
    { source: space, claim: 'The probe Falcon reached orbit on 14 May 2019 after a journey of seven months.' },
    { source: city, claim: 'Mayor Ana Ruiz opened the new library in Riverton on Monday.' },
  ],
  'a negation': [
    { source: safety, claim: 'Mix the solvent with acids.' },
    { source: court, claim: 'Judge Lena Brandt said the company had paid the fine of 2.4 million dollars.' },
    { source: bank, claim: 'Inflation was not 4.1 per cent in February, above the target of 2 per cent.' },
    {
      source: city,
      claim: 'Mayor Ana Ruiz never opened the new library in Portville on Monday.',
      quote: 'Mayor Ana Ruiz opened the new library in Portville on Monday.',
    },
    { source: 'The device failed to start in cold weather.', claim: 'The device started in cold weather.' },
    { source: 'The committee found no evidence of fraud.', claim: 'The committee found evidence of fraud.' },
    { source: 'Nurses work without a licence in Norland.', claim: 'Nurses work with a licence in Norland.' },
    { source: 'The results are not valid for children.', claim: 'The results are valid for children.', quote: 'The results are not valid for children.' },
  ],
  'an antonym': [
    { source: river, claim: 'Its water level rose by 12 centimetres in August.' },
    { source: bank, claim: 'The central bank lowered its policy rate by 25 basis points to 3.75 per cent.' },
    {
      source: bank,
      claim: 'Inflation was 4.1 per cent in February, below the target of 2 per cent.',
      quote: 'Inflation was 4.1 per cent in February, above the target of 2 per cent.',
    },
    { source: safety, claim: 'The solvent must be stored above 30 °C.' },
    { source: lease, claim: 'Pets are forbidden, except dogs above 20 kg.' },
    { source: court, claim: 'The court accepted the appeal of Delta Freight on 3 June 2021.' },
    { source: 'The lounge closes before midnight.', claim: 'The lounge closes after midnight.' },
    { source: 'Exports of timber increased by 8 per cent.', claim: 'Exports of timber decreased by 8 per cent.' },
    { source: 'Exports of timber increased by 8 per cent.', claim: 'Imports of timber increased by 8 per cent.' },
    { source: 'The mushroom is safe to eat raw.', claim: 'The mushroom is unsafe to eat raw.' },
    { source: 'A recession is likely next year.', claim: 'A recession is unlikely next year.' },
  ],
  'swapped entities': [
    { source: firm, claim: 'Morton Works sold 1,240 tonnes in 2023 and employed 312 people.' },
    { source: firm, claim: 'Halden Steel sold 980 tonnes in 2023.' },
    { source: river, claim: 'The level of Lake Orr rose by 12 centimetres.' },
    { source: 'Avon rose 2 % and Brent fell 3 %.', claim: 'Brent rose 2 %.' },
    { source: 'Avon rose 2 %, Brent fell 3 %.', claim: 'Avon fell 3 %.', quote: 'Avon rose 2 %, Brent fell 3 %.' },
    { source: 'Avon and Brent rose 2 % and 3 % respectively.', claim: 'Brent rose 2 %.' },
    { source: 'Acme acquired Bolt in 2020.', claim: 'Bolt acquired Acme in 2020.' },
    { source: 'Acme was acquired by Bolt in 2020.', claim: 'Acme acquired Bolt in 2020.' },
    { source: 'Maria is taller than Jonas.', claim: 'Jonas is taller than Maria.' },
    { source: 'The tax moved from 5 % to 7 %.', claim: 'The tax moved from 7 % to 5 %.' },
    { source: 'Aspirin failed and ibuprofen cured the patients.', claim: 'Aspirin cured the patients.' },
  ],
  'the right number of the wrong thing': [
    { source: 'Inflation slowed in May. The policy rate was 0.25 per cent.', claim: 'Inflation was 0.25 per cent in May.' },
    { source: bank, claim: 'The policy rate was 4.1 per cent in February.' },
    { source: bank, claim: 'The target of the policy rate is 2 per cent.' },
    { source: 'Sales in Norland rose 2 % while costs fell 3 %.', claim: 'Sales fell 3 %.' },
    { source: 'Sales in Norland rose 2 % while costs fell 3 %.', claim: 'Costs fell 2 %.', quote: 'Sales in Norland rose 2 % while costs fell 3 %.' },
    { source: table, claim: 'The policy rate was 3.75 % in 2023.' },
    { source: table, claim: 'Inflation was 4.8 % in 2023.' },
    { source: table, claim: 'In 2022 unemployment was 7.9 %.' },
    { source: trial, claim: 'In the trial, 120 patients improved after six weeks.' },
    { source: firm, claim: 'Halden Steel employed 275 people.', quote: 'Its rival Morton Works sold 980 tonnes in 2023 and employed 275 people.' },
  ],
  'a quantifier': [
    { source: trial, claim: 'All patients reported mild headaches.' },
    { source: trial, claim: 'Most patients reported mild headaches.', quote: 'Some patients reported mild headaches.' },
    { source: trial, claim: 'Patients reported mild headaches.' },
    { source: 'Most shops close at noon.', claim: 'Every shop closes at noon.' },
    { source: 'The museum sells postcards.', claim: 'The museum sells only postcards.' },
    { source: 'Few members voted for the plan.', claim: 'Members voted for the plan.' },
  ],
  'a dropped condition': [
    { source: lease, claim: 'Tenants may sublet the flat.', quote: 'Tenants may sublet the flat only if the owner agrees in writing.' },
    { source: lease, claim: 'Pets are allowed.', quote: 'Pets are allowed' },
    { source: 'The warranty covers the pump unless it was opened.', claim: 'The warranty covers the pump.' },
    { source: 'Refunds are paid provided that the goods are unused.', claim: 'Refunds are paid.' },
    { source: 'Loans are free, subject to a credit check.', claim: 'Loans are free.' },
  ],
  'certainty that the source does not have': [
    { source: trial, claim: 'The drug will reduce fever in adults.' },
    { source: trial, claim: 'The drug reduces fever in adults.', quote: 'The drug may reduce fever in adults.' },
    { source: 'The council plans to close two schools.', claim: 'The council closes two schools.' },
    { source: 'Critics claim that the mine polluted the lake.', claim: 'The mine polluted the lake.' },
    { source: 'The merger could cost 400 jobs.', claim: 'The merger cost 400 jobs.' },
  ],
  'another mood or time': [
    { source: 'The bank will raise its fees in autumn.', claim: 'The bank raised its fees in autumn.' },
    { source: 'The bank raised its fees in autumn.', claim: 'The bank will raise its fees in autumn.', quote: 'The bank raised its fees in autumn.' },
    { source: 'The bank charges fees for cash.', claim: 'The bank used to charge fees for cash.' },
    { source: 'The bank used to charge fees for cash.', claim: 'The bank charges fees for cash.', quote: 'The bank used to charge fees for cash.' },
    { source: 'Tenants may pay the rent in cash.', claim: 'Tenants must pay the rent in cash.' },
    { source: 'Tenants pay the rent in cash.', claim: 'Tenants must pay the rent in cash.', quote: 'Tenants pay the rent in cash.' },
    { source: 'The plant nearly closed last winter.', claim: 'The plant closed last winter.' },
    { source: 'The plant closed last winter.', claim: 'The plant almost closed last winter.', quote: 'The plant closed last winter.' },
  ],
  'another small word': [
    { source: 'Acme is more profitable than Bolt.', claim: 'Acme is less profitable than Bolt.' },
    { source: 'Acme is more profitable than Bolt.', claim: 'Acme is less profitable than Bolt.', quote: 'Acme is more profitable than Bolt.' },
    { source: 'The shop has been open since 2020.', claim: 'The shop has been open until 2020.', quote: 'The shop has been open since 2020.' },
    { source: 'The family moved to Portville.', claim: 'The family moved from Portville.' },
    { source: 'The council voted for the bridge.', claim: 'The council voted against the bridge.', quote: 'The council voted for the bridge.' },
  ],
  'a true quotation in a lying frame': [
    {
      source: bank,
      claim: 'It is false that "Inflation was 4.1 per cent in February, above the target of 2 per cent."',
      quote: 'Inflation was 4.1 per cent in February, above the target of 2 per cent.',
    },
    {
      source: city,
      claim: '"The building, designed by Kofi Mensah, cost 14 million euros" was denied by the council.',
      quote: 'The building, designed by Kofi Mensah, cost 14 million euros',
    },
    { source: safety, claim: 'Nobody believes that "The solvent boils at 78 °C".', quote: 'The solvent boils at 78 °C' },
    { source: firm, claim: 'Investigators proved wrong that "Halden Steel sold 1,240 tonnes in 2023".', quote: 'Halden Steel sold 1,240 tonnes in 2023' },
    {
      source: space,
      claim: 'According to Boris Petrov, "The probe Kestrel reached orbit on 14 May 2019".',
      quote: 'The probe Kestrel reached orbit on 14 May 2019',
    },
    { source: river, claim: 'The river "rises in the Arn mountains" and was poisoned in 1998.', quote: 'rises in the Arn mountains' },
  ],
  'a quotation cut out of its sentence': [
    { source: 'It is not true that the vaccine causes memory loss.', claim: 'the vaccine causes memory loss.', quote: 'the vaccine causes memory loss.' },
    { source: 'Doctors deny that the tea cures cancer in weeks.', claim: '"the tea cures cancer in weeks"', quote: 'the tea cures cancer in weeks' },
    { source: 'If the dam breaks, the valley floods within an hour.', claim: '"the valley floods within an hour"', quote: 'the valley floods within an hour' },
  ],
  'one word changed for another of the same source': [
    { source: office, claim: office1.replace('federal', 'provincial') },
    { source: office, claim: office1.replace('federal', 'provincial'), quote: office1 },
    { source: office, claim: office1.replace('phones', 'clinics'), quote: office1 },
  ],
  'an invented detail': [
    { source: city, claim: 'Mayor Ana Ruiz opened the new library in Portville on Monday with a concert.' },
    { source: court, claim: 'The court unanimously rejected the appeal of Delta Freight on 3 June 2021.' },
    {
      source: bank,
      claim: 'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent because of weak exports.',
      quote: 'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent.',
    },
    { source: space, claim: 'The probe Kestrel carries four cameras, a magnetometer and a drill.' },
    { source: river, claim: 'The river rises in the Arn mountains and flows 410 kilometres south to the sea through nine towns.' },
    { source: firm, claim: 'Halden Steel went bankrupt.' },
    { source: trial, claim: 'The trial was paid for by the manufacturer.' },
  ],
  'another subject': [
    { source: 'Acme said Bolt lost 40 customers.', claim: 'Acme lost 40 customers.' },
    { source: 'Profits at Acme rose and Bolt closed two plants.', claim: 'Acme closed two plants.' },
    { source: 'The museum opened in May. The theatre closed in June.', claim: 'The museum closed in June.' },
  ],
};

/** Claims that their sources support. With a quotation nearly all must be supported; without, none contradicted. */
export const right: Family = {
  'said word for word': [
    { source: 'Want a good view? They did not pay for it.', claim: 'They did not pay for it.' },
    {
      source: 'Keep it away from food, from metals other than steel, and from all small children.',
      claim: 'Keep it away from food, from metals other than steel, and from all small children.',
    },
    {
      source: 'The museum opened in 1876, but its halls were soon filled by the bones that Marsh collected.',
      claim: 'The museum opened in 1876, but its halls were soon filled by the bones that Marsh collected.',
    },
    {
      source: 'The new 4G wireless net covers 99% of Norland.',
      claim: 'The 4G wireless net covers 99% of Norland.',
      quote: 'The new 4G wireless net covers 99% of Norland.',
    },
    { source: bank, claim: 'Inflation was 4.1 per cent in February, above the target of 2 per cent.' },
    { source: safety, claim: 'Containers hold 25 kg.' },
    { source: court, claim: 'The court rejected the appeal of Delta Freight on 3 June 2021.' },
    { source: table, claim: 'Year: 2023; Policy rate (%): 3.50; Inflation (%): 5.2; Unemployment (%): 4.8' },
  ],
  'a quotation and nothing else': [
    {
      source: bank,
      claim: '“Inflation was 4.1 per cent in February, above the target of 2 per cent.” [doc:test:a#p1]',
      quote: 'Inflation was 4.1 per cent in February, above the target of 2 per cent.',
    },
    { source: safety, claim: '"Do not mix the solvent with acids."', quote: 'Do not mix the solvent with acids.' },
    {
      source: lease,
      claim: '«Tenants may sublet the flat only if the owner agrees in writing.»',
      quote: 'Tenants may sublet the flat only if the owner agrees in writing.',
    },
    { source: trial, claim: '"The drug may reduce fever in adults."', quote: 'The drug may reduce fever in adults.' },
    {
      source: table,
      claim: '“Year: 2022; Policy rate (%): 2.25; Inflation (%): 7.9; Unemployment (%): 4.6” [doc:test:a#p1]',
      quote: 'Year: 2022; Policy rate (%): 2.25; Inflation (%): 7.9; Unemployment (%): 4.6',
    },
  ],
  'a quotation in an honest frame': [
    { source: bank, claim: 'According to the report, "Inflation was 4.1 per cent in February".', quote: 'Inflation was 4.1 per cent in February' },
    {
      source: city,
      claim: 'The source says: "The building, designed by Kofi Mensah, cost 14 million euros."',
      quote: 'The building, designed by Kofi Mensah, cost 14 million euros.',
    },
    {
      source: court,
      claim: 'The document states that "The court rejected the appeal of Delta Freight on 3 June 2021."',
      quote: 'The court rejected the appeal of Delta Freight on 3 June 2021.',
    },
  ],
  'a shorter wording': [
    {
      source: bank,
      claim: 'The central bank raised its policy rate to 3.75 per cent.',
      quote: 'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent.',
    },
    { source: firm, claim: 'Halden Steel employed 312 people.', quote: 'Halden Steel sold 1,240 tonnes in 2023 and employed 312 people.' },
    { source: city, claim: 'The building cost 14 million euros.', quote: 'The building, designed by Kofi Mensah, cost 14 million euros.' },
    {
      source: space,
      claim: 'The probe Kestrel reached orbit on 14 May 2019.',
      quote: 'The probe Kestrel reached orbit on 14 May 2019 after a journey of seven months.',
    },
    {
      source: river,
      claim: 'The river flows 410 kilometres south to the sea.',
      quote: 'The river rises in the Arn mountains and flows 410 kilometres south to the sea.',
    },
    { source: river, claim: 'The level of Lake Orr rose by 7 centimetres.', quote: 'while the level of Lake Orr rose by 7 centimetres.' },
  ],
  'other words for the same': [
    {
      source: 'Exports of timber increased by 8 per cent in 2022.',
      claim: 'Exports of timber grew by 8 % in 2022.',
      quote: 'Exports of timber increased by 8 per cent in 2022.',
    },
    { source: 'Acme acquired Bolt in 2020.', claim: 'Acme bought Bolt in 2020.', quote: 'Acme acquired Bolt in 2020.' },
    { source: 'Dogs are not allowed in the park.', claim: 'Dogs are forbidden in the park.', quote: 'Dogs are not allowed in the park.' },
    { source: 'Acme acquired Bolt in 2020.', claim: 'Bolt was acquired by Acme in 2020.', quote: 'Acme acquired Bolt in 2020.' },
    {
      source: 'The firm produces ninety per cent of the salt.',
      claim: 'The company produces 90 % of the salt.',
      quote: 'The firm produces ninety per cent of the salt.',
    },
  ],
  'a rounded figure': [
    { source: 'The population was 1,234,567 in 2021.', claim: 'The population was about 1.2 million in 2021.', quote: 'The population was 1,234,567 in 2021.' },
    { source: 'Revenue reached 48.73 million euros.', claim: 'Revenue reached 48.7 million euros.', quote: 'Revenue reached 48.73 million euros.' },
    { source: 'The share is 24.8 per cent.', claim: 'The share is nearly 25 per cent.', quote: 'The share is 24.8 per cent.' },
    { source: 'The tunnel cost $5,200,000,000.', claim: 'The tunnel cost $5.2 billion.', quote: 'The tunnel cost $5,200,000,000.' },
    {
      source: 'The archive holds 53 maps of the coast.',
      claim: 'The archive holds more than 50 maps of the coast.',
      quote: 'The archive holds 53 maps of the coast.',
    },
  ],
  'a converted unit': [
    { source: 'The trail is 5 kilometres long.', claim: 'The trail is 5,000 metres long.', quote: 'The trail is 5 kilometres long.' },
    { source: 'The parcel weighs 2.5 kg.', claim: 'The parcel weighs 2500 g.', quote: 'The parcel weighs 2.5 kg.' },
    { source: 'Water in the tank boils at 100 °C.', claim: 'Water in the tank boils at 212 °F.', quote: 'Water in the tank boils at 100 °C.' },
    {
      source: 'The rate rose by 25 basis points in May 2024.',
      claim: 'The rate rose by 0.25 percentage points in May 2024.',
      quote: 'The rate rose by 25 basis points in May 2024.',
    },
    {
      source: 'Half of the members voted against the plan.',
      claim: '50 % of the members voted against the plan.',
      quote: 'Half of the members voted against the plan.',
    },
  ],
  'a coarser date': [
    {
      source: bank,
      claim: 'In March 2025 the central bank raised its policy rate to 3.75 per cent.',
      quote: 'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent.',
    },
    {
      source: court,
      claim: 'The court rejected the appeal of Delta Freight in 2021.',
      quote: 'The court rejected the appeal of Delta Freight on 3 June 2021.',
    },
    { source: 'The strike began on 2024-03-12.', claim: 'The strike began on March 12, 2024.', quote: 'The strike began on 2024-03-12.' },
    {
      source: 'The strike began on 12 February 2024.',
      claim: 'The strike began in the first quarter of 2024.',
      quote: 'The strike began on 12 February 2024.',
    },
    { source: 'The plant closed in 1987.', claim: 'The plant closed in the 1980s.', quote: 'The plant closed in 1987.' },
  ],
  'another form of a name': [
    { source: 'The Bank of Norland bought gold in 2021.', claim: 'The BoN bought gold in 2021.', quote: 'The Bank of Norland bought gold in 2021.' },
    { source: 'The World Trade Council met in Oslo.', claim: 'The WTC met in Oslo.', quote: 'The World Trade Council met in Oslo.' },
    { source: 'The U.S. exported grain in 2019.', claim: 'The United States exported grain in 2019.', quote: 'The U.S. exported grain in 2019.' },
    {
      source: 'Lena Brandt joined the court in 2015. Brandt wrote the ruling in May 2021.',
      claim: 'Lena Brandt wrote the ruling in May 2021.',
      quote: 'Brandt wrote the ruling in May 2021.',
    },
  ],
  'a row of a table': [
    { source: table, claim: 'In 2023 the policy rate was 3.5 %.', quote: 'Year: 2023; Policy rate (%): 3.50; Inflation (%): 5.2; Unemployment (%): 4.8' },
    { source: table, claim: 'Inflation was 3.9 per cent in 2024.', quote: 'Year: 2024; Policy rate (%): 3.75; Inflation (%): 3.9; Unemployment (%): 5.1' },
    {
      source: '{"city": "Portville", "population": 48200}\n{"city": "Riverton", "population": 51900}',
      claim: 'The city Riverton has a population of 51,900.',
      quote: '{"city": "Riverton", "population": 51900}',
    },
  ],
  'a negation kept': [
    {
      source: 'The committee found no evidence of fraud.',
      claim: 'The committee did not find evidence of fraud.',
      quote: 'The committee found no evidence of fraud.',
    },
    { source: 'The results are not valid for children.', claim: 'The results are not valid for children.', quote: 'The results are not valid for children.' },
    { source: 'The results are not valid for children.', claim: 'The results are invalid for children.', quote: 'The results are not valid for children.' },
  ],
};
