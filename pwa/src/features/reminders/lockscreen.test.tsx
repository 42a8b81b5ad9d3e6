/** What will stand on the lock screen is shown where it is chosen. */
import { afterEach, expect, test, vi } from 'vitest';
import { open, shipped } from '../../testing/app.ts';

const full = {
  nb: [
    'Trangen kom 6 ganger uten logget kjøp. Ingenting er nullstilt.',
    'Roligere enn forrige uke. Det som hjalp mest: «Bølgen».',
    'Bølgen',
  ],
  en: [
    'The urge came 6 times without a logged purchase. Nothing has been reset.',
    'Calmer than the week before. What helped most: ‘The Wave’.',
    'The Wave',
  ],
} as const;

afterEach(() => void Reflect.deleteProperty(navigator, 'serviceWorker'));

test.each(['nb', 'en'] as const)(
  'the fullest lock screen is shown with all that will stand on it (%s)',
  async (locale) => {
    const [passed, calmer, wave] = full[locale];
    const worker = { addEventListener() {}, getRegistration: async () => undefined, register: async () => undefined };
    const app = await open({
      locale,
      diary: async () => {
        vi.stubGlobal('PushManager', class {});
        vi.stubGlobal('Notification', { permission: 'default' });
        const value = { ...worker, ready: new Promise(() => {}) };
        Object.defineProperty(navigator, 'serviceWorker', { value, configurable: true });
      },
    });
    await app.go('reminders');
    const shown = () => document.querySelector('.lock-screen')?.textContent?.replaceAll('\u00a0', ' ') ?? '';
    await app.choose(app.t('reminders_style_full'));
    await app.until(() => expect(shown()).toContain(passed));
    expect(shown()).toContain(calmer);
    expect(shown()).not.toContain(shipped(locale).modules['first-hold']?.title);
    await app.choose(app.t('reminders_style_discreet'));
    await app.until(() => expect(shown()).not.toContain(wave));
  },
);
