/** Help says who answers now, by Norway's clock, and what is known of each number. */
import { afterEach, expect, test, vi } from 'vitest';
import { open } from '../../testing/app.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const names = {
  nb: ['Pårørendelinjen', 'Mental Helse'],
  en: ['The relatives’ line', 'Mental Helse (mental health line)'],
} as const;
const closes = { nb: 'Åpent nå, til kl. 17.', en: 'Open now, until 17:00.' };
const opens = { nb: 'Åpner torsdag kl. 10.', en: 'Opens on Thursday at 10:00.' };
const always = { nb: 'Døgnåpent.', en: 'Open day and night.' };
const holiday = { nb: 'Kan være stengt i dag (helligdag).', en: 'May be closed today (public holiday).' };

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

const called = (): string[] => all('.calls b').map(text);
const row = (name: string): string => text(all('.calls > li').find((it) => text(it.querySelector('b')) === name));
/** The row in which this can be rung or opened. */
const withLink = (href: string): string =>
  text(document.querySelector(`.calls a[href='${href}'], li a[href='${href}']`)?.closest('li'));

test.each(both)('a phone abroad is told when a line in Norway closes, and the minute it has (%s)', async (locale) => {
  process.env.TZ = 'America/New_York';
  const [line, open_] = names[locale];
  const app = await open({ locale, at: '2026-12-02T16:55:00+01:00' });
  expect(new Date().getHours()).toBe(10);
  await app.go('help/relatives');
  await app.until(() => expect(row(line)).toContain(closes[locale]));
  expect(row(open_)).toContain(always[locale]);
  const before = called();
  await app.later(5 * 60_000);
  await app.until(() => expect(row(line)).toContain(opens[locale]));
  // Nothing moves from under a finger.
  expect(called()).toEqual(before);
  // Opened anew, those that are closed stand last.
  await app.go('help');
  await app.go('help/relatives');
  await app.until(() => expect(called().at(-1)).toBe(line));
});

test.each(both)('a phone that comes back from the pocket says what is true by then (%s)', async (locale) => {
  const [line] = names[locale];
  const app = await open({ locale, at: '2027-05-14T12:00:00+02:00' });
  await app.go('help/relatives');
  await app.until(() => expect(row(line)).toContain(closes[locale]));
  vi.setSystemTime(new Date('2027-05-17T12:00:00+02:00'));
  document.dispatchEvent(new Event('visibilitychange'));
  await app.until(() => expect(row(line)).toContain(holiday[locale]));
});

test.each(both)(
  'of each service it is said that nobody has rung, and of which year the source is (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.go('help/blackmail');
    await app.until(() =>
      expect(withLink('tel:80040008')).toContain(`${app.t('not_rung')} ${app.t('source_year', { year: 2020 })}`),
    );
    expect(withLink('https://www.slettmeg.no')).toContain(
      `${app.t('not_opened')} ${app.t('source_year', { year: 2017 })}`,
    );
    await app.go('help/interest-children');
    await app.until(() => expect(document.querySelector("a[href='https://detfinneshjelp.no']")).not.toBeNull());
    await app.go('help');
    await app.until(() => expect(all('.meta').map(text).join()).toContain(app.t('not_all_rung')));
    // Nobody is told of 113 that it has not been tried.
    expect(withLink('tel:113')).not.toBe('');
    expect(withLink('tel:113')).not.toContain(app.t('not_rung'));
    expect(document.querySelector("a[href^='tel:020']")).toBeNull();
  },
);

test.each(both)(
  'who to ring now is open, other help is folded, and the app itself stands last (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.go('help');
    const heads = () => all('main h2').map(text);
    await app.until(() => expect(heads()[0]).toBe(app.t('help_now')));
    const folded = all('main details:not([open]) h2').map(text);
    expect(folded).toEqual(['help_needs', 'help_country_SE', 'help_country_EU'].map((it) => app.t(it as 'help_needs')));
    expect(heads().at(-1)).toBe(app.t('help_about'));
    const last = all('main .part').at(-1);
    expect([...(last?.querySelectorAll('a') ?? [])].map((it) => it.getAttribute('href'))).toEqual(
      ['coach-secrecy', 'privacy', 'about'].map((it) => `#/text/page/${it}`),
    );
    // To ring: none of them is folded away.
    expect(all("main details a[href='tel:113'], main details a[href='tel:116123']")).toHaveLength(0);
  },
);
