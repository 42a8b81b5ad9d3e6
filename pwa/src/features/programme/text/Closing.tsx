/** How a module ends: what was chosen in it, read back, and then rest. Whatever else the app may ask waits for another moment. */
import { asks } from '../../../core/model/answers.ts';
import type { Practice, Text } from '../../../core/model/content.ts';
import { t } from '../../../platform/i18n.ts';
import { root } from '../../../platform/router.ts';
import { Dock, Part, Screen } from '../../../shared/Screen.tsx';
import { ShownAnswers } from '../../exercise/index.ts';

export function Closing({ text, practice }: { text: Text; practice: Practice }) {
  const made = text.steps.flatMap(({ exercise }) => (asks(exercise) ? exercise.answer : []));
  return (
    <Screen
      low
      back={{ words: t('tab_today'), act: () => root('today') }}
      tab="programme"
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => root('today')}>
            {t('page_enough')}
          </button>
        </Dock>
      }
    >
      <p class="meta">{text.title}</p>
      <h1 class="title">{t('closing_title')}</h1>
      <ShownAnswers show={made} />
      <Part name={practice.title} after>
        <p>{practice.do}</p>
        <p>{practice.when}</p>
        <p class="meta">{t('closing_where')}</p>
      </Part>
    </Screen>
  );
}
