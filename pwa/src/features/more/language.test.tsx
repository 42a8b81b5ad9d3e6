/** «Språk og utseende»: what is chosen last is what stands. */
import { expect, test, vi } from 'vitest';
import { open } from '../../testing/app.ts';

test('a language and a look that are chosen while another language is on its way count too', async () => {
  const app = await open({ diary: (vault) => vault.create('urge', { date: '2026-11-23', part: 'day', strength: 5 }) });
  await app.go('language');
  const answer = fetch;
  let arrive = () => {};
  const arrives = new Promise<void>((now) => {
    arrive = now;
  });
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    if (String(asked[0]).endsWith('/content/en')) await arrives;
    return answer(...asked);
  });
  await app.choose('English');
  await app.until(() => expect(document.documentElement.lang).toBe('en'));
  await app.choose('Dark');
  await app.choose('Norsk (bokmål)');
  arrive();
  await app.see('Språk og utseende');
  await app.until(() => expect(app.state.settings.value).toMatchObject({ locale: 'nb', theme: 'dark' }));
});
