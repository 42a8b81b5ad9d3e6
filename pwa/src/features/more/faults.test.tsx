/** Faults that nobody is shown are kept on the phone, without a word of the person's, and copied by hand. */
import { afterEach, expect, test, vi } from 'vitest';
import { open } from '../../testing/app.ts';

afterEach(() => void Reflect.deleteProperty(navigator, 'clipboard'));

const fails = () => dispatchEvent(new ErrorEvent('error', { error: new RangeError('mine ord om Ola') }));
const summary = (words: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('summary')].find((it) => it.textContent === words);

test.each(['nb', 'en'] as const)(
  'a fault is kept without words, and can be copied and deleted (%s)',
  async (locale) => {
    const writeText = vi.fn(async (_: string) => undefined);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const options = { locale };
    const app = await open({
      ...options,
      diary: (vault) => vault.create('urge', { date: '2026-11-22', part: 'day', strength: 5 }),
    });
    const title = app.t('faults_title', { n: 1 });
    const line = (): string =>
      [...document.querySelectorAll('details li')].find((it) => it.textContent?.includes('uncaught'))?.textContent ??
      '';
    await app.go('more');
    await app.see(app.t('more_about'));
    expect(summary(title)).toBeUndefined();
    await app.go('diary');
    fails();
    fails();
    await app.go('more');
    await app.until(() => expect(summary(title)).toBeDefined());
    expect(line()).toContain('uncaught RangeError · diary ·');
    expect(line()).toContain('2×');
    expect(app.text()).not.toContain('Ola');
    await app.press(app.t('faults_copy'));
    await app.see(app.t('faults_copied'));
    expect(writeText.mock.calls[0]?.[0]).toContain('uncaught RangeError · diary ·');
    expect(writeText.mock.calls[0]?.[0]).not.toContain('Ola');
    // It rests on the phone, and goes when it is told to.
    await app.later(2500);
    await app.until(() => expect(JSON.stringify([...app.state.deviceRecords.value])).toContain('RangeError'));
    const again = await open({ ...options, disk: app.disk });
    await again.go('more');
    await again.until(() => expect(line()).toContain('uncaught RangeError · diary ·'));
    await again.press(again.t('faults_forget'));
    await again.until(() => expect(summary(title)).toBeUndefined());
    await again.until(() => expect(JSON.stringify([...again.state.deviceRecords.value])).not.toContain('RangeError'));
    const last = await open({ ...options, disk: app.disk });
    await last.go('more');
    await last.see(last.t('more_about'));
    expect(summary(title)).toBeUndefined();
  },
);
