/** What was chosen in an entry, and not written: the diary is narrowed by it, and it is found by its words on the screen. */
import { screen, within } from '@testing-library/dom';
import { expect, test } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { all, main, text, title } from '../../testing/urge.ts';

const when = (day: number) => ({ date: `2026-11-${day}`, part: 'evening', strength: day - 15 });

async function felt(vault: Vault): Promise<void> {
  await vault.create('urge', { ...when(18), feelings: ['lonely', 'stressed'] });
  await vault.create('urge', { ...when(19), triggers: ['home-alone'], way: 'wave', own_feelings: ['Tung'] });
  await vault.create('urge', { ...when(20), feelings: ['bored'], place: 'travel' });
}

const rows = (): string[] => all('main a.row').map(text);
const opened = async (locale?: 'en'): Promise<Opened> => {
  const app = await open({ diary: felt, at: '2026-11-26T19:30:00+01:00', ...(locale && { locale }) });
  await app.go('diary');
  return app;
};

test('the diary is narrowed by what was felt, his own words among it', async () => {
  const app = await opened();
  await app.press('Filtrer', 'button');
  await app.until(() => expect(title()).toBe('Hva vil du se?'));
  const feelings = () => within(screen.getByRole('group', { name: 'Hva kjente du?' }));
  const names = feelings()
    .getAllByRole('checkbox')
    .map((it) => text(it.closest('label')));
  expect(names).toEqual(['Ensom', 'Kjeder meg', 'Stresset', 'Tung']);
  feelings().getByRole('checkbox', { name: 'Ensom' }).click();
  await app.until(() => expect(text(main())).toBe('Vis 1 av 3'));
  feelings().getByRole('checkbox', { name: 'Tung' }).click();
  await app.press('Vis 2 av 3', 'button');
  await app.until(() => expect(rows()).toHaveLength(2));
  expect(all('.chosen button').map(text)).toEqual(['Ensom', 'Tung', 'Fjern alle']);
});

test.each([
  ['ensom', undefined, ['Ensom'], 'Onsdag 18. november · Trang 3 · Hva kjente du?'],
  ['alene', undefined, ['Alene'], 'Torsdag 19. november · Trang 4 · Hva kom før?'],
  ['reise', undefined, ['reise'], 'Fredag 20. november · Trang 5 · Hvor var du?'],
  ['bølge', undefined, ['Bølge'], 'Torsdag 19. november · Trang 4 · Hva gjorde du?'],
  ['lonely', 'en', ['Lonely'], 'Wednesday 18 November · Urge 3 · What did you feel?'],
] as const)('«%s» finds what was chosen, as the screen calls it', async (asked, locale, marks, place) => {
  const app = await opened(locale);
  await app.press(app.t('diary_search'), 'button');
  await app.write(app.t('search_label'), asked);
  await app.until(() => expect(text(document.querySelector('.found'))).toBe(app.t('search_hits', { n: 1 })));
  expect(all('mark').map(text)).toEqual(marks);
  expect(text(document.querySelector('.hit small'))).toBe(place);
  // The app's words for it do not look like his own.
  expect(document.querySelector('.hit .own')).toBeNull();
});

const found = {
  nb: [
    'Trang 3 ganger. 2 ganger har du skrevet hvor sterk den var etterpå: i snitt 2,5 trinn svakere.',
    'Trang 2 ganger. Etterpå var den i snitt 2,5 trinn svakere.',
    'Trang 1 gang.',
  ],
  en: [
    'An urge 3 times. You rated it afterwards 2 times: down by 2.5 on average.',
    'An urge 2 times. Afterwards it was down by 2.5 on average.',
    'An urge 1 time.',
  ],
};

test.each(['nb', 'en'] as const)(
  'over a narrowed list one line says how many, and how far they fell (%s)',
  async (locale) => {
    const diary = async (vault: Vault) => {
      await vault.create('urge', { ...when(22), after: 3, feelings: ['lonely', 'stressed'] });
      await vault.create('urge', { ...when(21), after: 5, feelings: ['lonely', 'stressed'] });
      await vault.create('urge', { ...when(20), feelings: ['lonely', 'bored'] });
      await vault.create('urge', { ...when(19), after: 9, feelings: ['angry'] });
      await vault.create('purchase', { date: '2026-11-22', part: 'evening', feelings: ['angry'] });
      await vault.create('purchase', { date: '2026-11-19', part: 'evening', feelings: ['angry'] });
    };
    const app = await open({ diary, at: '2026-11-26T19:30:00+01:00', locale });
    await app.go('diary');
    await app.press(app.t('diary_filter'), 'button');
    await app.until(() => expect(title()).toBe(app.t('filter_title')));
    const shown = async (code: string) => {
      const feeling = shipped(locale).codes.feelings?.find((it) => it.code === code)?.label ?? '';
      await app.choose(feeling);
      await app.until(() => expect(text(main())).not.toBe(app.t('filter_show_all')));
      main().click();
      await app.until(() => expect(document.querySelector('.chosen + p')).not.toBeNull());
      const said = text(document.querySelector('.chosen + p'));
      await app.press(app.t('diary_filter'), 'button');
      await app.choose(feeling);
      await app.until(() => expect(text(main())).toBe(app.t('filter_show_all')));
      return said;
    };
    expect([await shown('lonely'), await shown('stressed'), await shown('bored')]).toEqual(found[locale]);
    // One that rose is told by its number alone, and the purchases beside it; first how often it was, as Insights counts it.
    const [all, bought] = {
      nb: ['2 ganger i alt: en trang som ikke falt, regnes med et kjøp i samme del av dagen.', 'To kjøp.'],
      en: [
        '2 times in all: an urge that didn’t go down is counted with a purchase in the same part of the day.',
        'Two purchases.',
      ],
    }[locale];
    expect(await shown('angry')).toBe(`${all} ${found[locale][2]} ${bought}`);
  },
);

test.each([
  ['nb', 'DagenHumør 5 · sterkeste trang 8'],
  ['en', 'Your dayMood 5 · strongest urge 8'],
] as const)(
  'a day has one strongest urge, also where the list holds the day alone, or it was found (%s)',
  async (locale, said) => {
    const diary = async (vault: Vault) => {
      await vault.create('urge', { ...when(23), date: '2026-11-23' });
      await vault.write('checkin/2026-11-23', 'checkin', { date: '2026-11-23', mood: 5, peak: 6 });
    };
    const app = await open({ diary, at: '2026-11-26T19:30:00+01:00', locale });
    await app.go('diary');
    await app.press(app.t('diary_filter'), 'button');
    await app.choose(app.t('diary_checkin'));
    await app.until(() => expect(text(main())).toBe(app.t('filter_show', { n: 1, of: 2 })));
    main().click();
    await app.until(() => expect(rows()).toEqual([said]));
    await app.press(app.t('diary_search'), 'button');
    await app.write(app.t('search_label'), { nb: 'humør', en: 'mood' }[locale]);
    await app.until(() => expect(text(document.querySelector('.hit'))).toContain(said.slice(-17)));
  },
);

test('who names what his plan begins with is shown what he has planned to do then', async () => {
  const plan = {
    programme: 'stop',
    module: 'first-hold',
    step: 'first-plan',
    answer: 'first-plan',
    at: '2026-11-20',
    if_text: 'Alene hjemme',
    own_text: 'Gå en tur',
  };
  const app = await open({
    diary: async (vault) => {
      await vault.create('urge', { ...when(26) });
      await vault.write('answer/stop/first-hold/first-plan', 'answer', plan);
    },
    at: '2026-11-26T19:30:00+01:00',
  });
  await app.go(`more-about/${app.state.entriesOfKind('urge')[0]?.id}`);
  const told = () => all('main [aria-live] .own').map(text);
  await app.until(() => expect(title()).toBe(app.t('about_title')));
  expect(told()).toEqual([]);
  await app.choose('Alene hjemme');
  await app.until(() => expect(told()).toEqual(['Gå en tur']));
  await app.choose('Alene hjemme');
  await app.until(() => expect(told()).toEqual([]));
});

const did = { nb: ['Gikk en tur', 'Bølgen', 'Vente litt'], en: ['Gikk en tur', 'The Wave', 'Waiting a while'] };

test.each(['nb', 'en'] as const)(
  'what he did is picked: first what he has done, and what he writes besides stays (%s)',
  async (locale) => {
    const app = await open({
      diary: async (vault) => {
        await felt(vault);
        for (const day of [21, 22]) await vault.create('urge', { ...when(day), did_text: 'Gikk en tur' });
        await vault.create('urge', { ...when(24) });
      },
      at: '2026-11-26T19:30:00+01:00',
      locale,
    });
    const logged = () => app.state.entriesOfKind('urge').find(({ fields }) => fields.date === '2026-11-24');
    await app.go(`more-about/${logged()?.id}`);
    await app.until(() => expect(title()).toBe(app.t('about_title')));
    const group = () => within(screen.getByRole('radiogroup', { name: app.t('about_did') }));
    const names = group().getAllByRole('radio');
    expect(names.slice(0, 3).map((it) => text(it.closest('label')))).toEqual(did[locale]);
    const press = (name: string) => group().getByRole('radio', { name }).click();
    press(did[locale][0] as string);
    await app.until(() => expect(logged()?.fields).toMatchObject({ way: '', did_text: 'Gikk en tur' }));
    await app.write(app.t('own_words'), 'Gikk en tur\nDet hjalp');
    await app.until(() => expect(logged()?.fields.did_text).toBe('Gikk en tur\nDet hjalp'));
    press(did[locale][1] as string);
    await app.until(() => expect(logged()?.fields).toMatchObject({ way: 'wave', did_text: 'Det hjalp' }));
    press(did[locale][1] as string);
    await app.until(() => expect(logged()?.fields).toMatchObject({ way: '', did_text: 'Det hjalp' }));
  },
);

test('a way that no chip names is read until another is picked', async () => {
  const app = await open({ diary: (vault) => vault.create('urge', { ...when(20), way: 'other' }) });
  await app.go(`more-about/${app.state.entriesOfKind('urge')[0]?.id}`);
  const read = () =>
    text(
      screen
        .getByRole('radiogroup', { name: app.t('about_did') })
        .closest('.part')
        ?.querySelector('.read'),
    );
  await app.until(() => expect(read()).toBe('Noe annet'));
  screen.getByRole('radio', { name: 'Bølgen' }).click();
  await app.until(() => expect(read()).toBe(''));
});
