import { isDate } from './dates.ts';

export type Weak = 'repeat' | 'run' | 'date' | 'common';

const common = new Set(
  (
    '123321 159753 123654 12344321 8675309 159357 789456 4815162342 315475 789456123 147258369 147258 147852 ' +
    '123789 1234554321 9379992 852456 159951 123654789 741852963 147852369 1029384756 142536 741852 456123 ' +
    '246810 753951 31415926 314159 12345678910 321654 141627 1478963 951753 11235813 123454321 1234321 ' +
    '14789632 1123581321 7895123 111222333 456852 147896325 123321123 192837465 123698745 12369874 258456 ' +
    '123987 987456 6751520 456654 753159 906090 789654 15426378 132435 1366613 963852 362436 73501505 128500 ' +
    '321654987 13243546 78945612 18436572 963852741 321456 420247 162534 456321 789987 135246 123789456 ' +
    '12131415 7753191 2128506 192837 336699 10203040 123451 784512 19411945 14725836 787898 5551212 135792468 ' +
    '123456654321 7779311 147369 794613 654123 1357924680 1236987 369963 01020304 123455 987456321 147963 ' +
    '9562876 password qwerty dragon baseball abc123 football monkey letmein shadow master mustang qwertyuiop ' +
    'superman 1qaz2wsx qazwsx trustno1 zxcvbnm asdfgh sunshine iloveyou computer starwars princess freedom ' +
    'secret passord passord1 passord123 hemmelig sommer sommer123 fotball fotfeste'
  ).split(' '),
);

/** Null for a PIN that may be chosen. */
export function weakPin(typed: string): Weak | null {
  const pin = typed.normalize('NFKC').trim().toLowerCase();
  if (isRepeat(pin)) return 'repeat';
  if (isRun(pin)) return 'run';
  if (isDay(pin)) return 'date';
  return common.has(pin) ? 'common' : null;
}

/** 111111, 121212, 123123; 111222. */
function isRepeat(pin: string): boolean {
  const letters = [...pin];
  const again = (every: number) => letters.every((letter, at) => at < every || letter === letters[at - every]);
  for (let every = 1; every <= letters.length / 2; every += 1) if (again(every)) return true;
  return letters.filter((letter, at) => letter !== letters[at - 1]).length <= 2;
}

/** 123456, 987654, 135790, 112233: each one or two further than the one before, all the same way, with 0 after 9. */
function isRun(pin: string): boolean {
  const steps = (digits: readonly string[]) =>
    digits.slice(1).map((it, at) => (Number(it) - Number(digits[at]) + 10) % 10);
  const goes = (digits: readonly string[]): boolean => {
    const all = steps(digits);
    return all.every((it) => it === 1 || it === 2) || all.every((it) => it === 9 || it === 8);
  };
  if (!/^\d+$/.test(pin)) return alphabet.includes(pin) || [...alphabet].reverse().join('').includes(pin);
  const pairs = pin.match(/(\d)\1/g);
  return goes([...pin]) || (pairs !== null && pairs.join('') === pin && goes(pairs.map((it) => it.charAt(0))));
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzæøå';

/** A day by any of the ways to write it without signs between, in the two centuries that people are born in; a month with its year. */
function isDay(pin: string): boolean {
  const day = (form: RegExp): boolean => {
    const { y = '', m = '01', d = '01' } = form.exec(pin)?.groups ?? {};
    const years = y.length === 4 ? (/^(19|20)/.test(y) ? [y] : []) : y ? [`19${y}`, `20${y}`] : [];
    return years.some((year) => isDate(`${year}-${m}-${d}`));
  };
  return forms.some(day);
}

const [y2, y4, m, d] = ['(?<y>\\d{2})', '(?<y>\\d{4})', '(?<m>\\d{2})', '(?<d>\\d{2})'];
const forms = [d + m + y2, m + d + y2, y2 + m + d, d + m + y4, m + d + y4, y4 + m + d, m + y4, y4 + m].map(
  (form) => new RegExp(`^${form}$`),
);
