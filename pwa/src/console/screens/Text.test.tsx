/** The handbook, and the texts of the app that it leads to. */
import { expect, test } from 'vitest';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { atWork, both } from '../../testing/console.ts';

test.each(both)('the handbook is one key away, leads on, and leads back to what was begun (%s)', async (locale) => {
  const app = await atWork({ locale });
  await ModelPerson.begins(app.office);
  await app.fetch();
  await app.read();
  await app.fill('#answer', 'Halvveis');
  app.keys('h');
  expect(app.state.room.value.at, 'a letter that is written is no key').toBe('thread');
  app.keys('Escape', 'h');
  const { here } = await import('../texts.ts');
  const said = here()?.coach?.guide.title ?? '';
  await app.titled({ said });
  // A link leads to a page of the app, read here; the browser's own way leads back.
  await app.click('.prose button.inline');
  const title = await app.find('h1');
  expect(title.textContent).not.toBe(said);
  expect(title.textContent).not.toBe(app.t('guide_title'));
  expect(document.activeElement).toBe(title);
  history.back();
  await app.titled({ said });
  app.keys('Escape');
  await app.find('.case');
  expect(app.field('#answer')).toBe('Halvveis');
  app.keys('Escape', '?');
  await app.titled('nav_keys');
});

test('a way back that is pressed twice at once goes one room back, not out of the console', async () => {
  const app = await atWork();
  await ModelPerson.begins(app.office);
  await app.fetch();
  await app.read();
  app.keys('Escape', 'Escape');
  await app.find('.line');
  await app.later(500);
  expect(app.state.room.value.at).toBe('inbox');
  // It works again from the next room on.
  app.keys('h');
  expect(app.state.room.value.at).toBe('guide');
  app.keys('Escape');
  await app.find('.line');
});
