/** A number in digits: its value, and the step of its last shown digit. */
export interface DigitNumber {
  readonly value: number;
  readonly step: number;
}

const space = /[\u00a0\u202f\u2009]/g;

/**
 * Reads "1,234.5", "1 234", "0.25", "1.234.567" and "3,5". Undefined for what is no number, such as the version "1.2.3".
 * Digits of any script count by their value.
 */
export function digitNumber(text: string): DigitNumber | undefined {
  if (text.length > 40) return undefined;
  const plain = asciiDigits(text).replace(space, ',');
  if (/^\d+$/.test(plain)) return { value: Number(plain), step: 1 };
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) return decimal(plain.replace(/,/g, ''));
  if (/^\d+\.\d+$/.test(plain)) return decimal(plain);
  if (/^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/.test(plain)) return decimal(plain.replace(/,/g, ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(plain)) return decimal(plain.replace(/\./g, ''));
  if (/^\d+,\d{1,2}$/.test(plain)) return decimal(plain.replace(',', '.'));
  return undefined;
}

function decimal(plain: string): DigitNumber {
  const places = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0;
  return { value: Number(plain), step: 10 ** -places };
}

function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (char) => {
    const point = char.codePointAt(0) ?? 0;
    if (point < 128) return char;
    // Decimal digits stand in runs of ten; all runs but the mathematical ones start at a multiple of 16 or 6 above it.
    let zero = point;
    while (zero > point - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(point - zero);
  });
}
