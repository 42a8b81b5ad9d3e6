/** Language and theme. A choice counts at once; there is nothing to save. */
import { useState } from 'preact/hooks';
import type { Locale } from '../domain/content.ts';
import { locale, t } from '../i18n.ts';
import { Choices } from '../parts/Choices.tsx';
import { useChoosing } from '../parts/keeping.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Part, Screen } from '../parts/Screen.tsx';
import { changeLocale, changeTheme, theme } from '../state.ts';

export function Language() {
  const [language, setLanguage] = useState<Locale>(locale.value);
  const spoken = useChoosing();
  const look = useChoosing();
  return (
    <Screen back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('language_title')}</h1>
      <Part name={t('language_language')}>
        <Choices
          one
          name="language"
          label={t('language_language')}
          options={[
            { code: 'nb', label: 'Norsk (bokmål)' },
            { code: 'en', label: 'English' },
          ]}
          chosen={[language]}
          choose={([next]) => {
            if (!next) return;
            setLanguage(next);
            spoken.choosing(() => changeLocale(next));
          }}
        />
      </Part>
      <Part name={t('language_theme')}>
        <Choices
          one
          name="theme"
          label={t('language_theme')}
          options={(['system', 'light', 'dark'] as const).map((code) => ({ code, label: t(`theme_${code}`) }))}
          chosen={[theme.value]}
          choose={([next]) => {
            if (next) look.choosing(() => changeTheme(next));
          }}
        />
      </Part>
      {(spoken.failed || look.failed) && <NotKept />}
    </Screen>
  );
}
