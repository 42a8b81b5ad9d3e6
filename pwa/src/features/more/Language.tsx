/** Language and theme. A choice counts at once; there is nothing to save. */
import { useState } from 'preact/hooks';
import type { Locale } from '../../core/model/content.ts';
import { locale, t } from '../../platform/i18n.ts';
import { useChoosing } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part, Screen } from '../../shared/Screen.tsx';
import { changeLocale, changeTheme, theme } from '../../shared/state.ts';
import { Choices } from '../../ui/Choices.tsx';

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
