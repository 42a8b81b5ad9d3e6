/** How a coach stands: a certificate that ends, one that is over, and the end. */
import { expect, test } from 'vitest';
import { Office } from '../../core/thread/modelOffice.ts';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { both, hire, openConsole } from '../../testing/console.ts';

test.each(both)('a certificate that ends is said in time and plainly (%s)', async (locale) => {
  const office = await Office.make();
  const laptop = await hire(office, 9);
  const app = await openConsole({ office, laptop, locale });
  await app.unlock();
  await app.titled('inbox_title');
  await app.see(app.t('renew', { n: 8 }));
  expect((await app.find('.notice .print')).textContent).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);

  await office.certify(laptop.id, -1);
  await app.press(app.t('fetch'));
  await app.titled('expired_title');
  await office.certify(laptop.id);
  await app.press(app.t('ask_now'));
  await app.titled('inbox_title');
  expect(document.querySelector('.notice')).toBeNull();
});

test.each(both)('who is no coach any more is told so, and nothing of anybody stays (%s)', async (locale) => {
  const office = await Office.make();
  const laptop = await hire(office);
  const app = await openConsole({ office, laptop, locale });
  await app.unlock();
  await app.titled('inbox_title');
  const { alias } = await ModelPerson.begins(office);
  await app.fetch();
  await app.find('.line', alias);
  office.revoke(laptop.id);
  await app.press(app.t('fetch'));
  await app.titled('revoked_title');
  expect([...document.querySelectorAll('.nav .way')].map((it) => it.textContent)).toEqual([app.t('lock')]);
  app.keys('l');
  await app.unlock();
  await app.titled('revoked_title');
  expect(document.documentElement.outerHTML).not.toContain(alias);
});

test('the keyboard begins at the title when the button that was pressed goes with what stood there', async () => {
  const office = await Office.make();
  const laptop = await hire(office, -1);
  const app = await openConsole({ office, laptop });
  await app.unlock();
  await app.titled('expired_title');
  office.revoke(laptop.id);
  await app.press(app.t('ask_now'));
  await app.titled('revoked_title');
});
