/**
 * How a module ends: the way with one more point, what was chosen in the module, read back, and then rest. Whatever else the app may
 * ask waits for another moment.
 */
import { asks } from '../../../core/model/answers.ts';
import type { Practice, Text } from '../../../core/model/content.ts';
import { t } from '../../../platform/i18n.ts';
import { root, to } from '../../../platform/router.ts';
import { together } from '../../../shared/findings.ts';
import { Landscape } from '../../../shared/Landscape.tsx';
import { placeNow, soFarNow } from '../../../shared/landscape.ts';
import { Dock, Part, Screen } from '../../../shared/Screen.tsx';
import { ShownAnswers } from '../../exercise/index.ts';

interface Props {
  text: Text;
  practice: Practice;
  /** It made a line of the hill. */
  line: boolean;
}

export function Closing({ text, practice, line }: Props) {
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
      <ClosingWay line={line} />
      <ShownAnswers show={made} />
      <Part name={practice.title} after>
        <div class="own">
          <p>{practice.do}</p>
          <p>{practice.when}</p>
        </div>
        <p class="meta own-gap">{t('closing_where')}</p>
      </Part>
    </Screen>
  );
}

/** The way up the hill, and in words what it shows and what is new in it; nothing where nothing is kept. */
export function ClosingWay({ line }: { line: boolean }) {
  if (!soFarNow.value) return null;
  const done = placeNow.value?.done ?? [];
  const n = done.filter((it) => it).length;
  return (
    <>
      <Landscape way />
      <p class="meta">
        <a href={to('sofar')}>{t(line ? 'sofar_line' : 'sofar_title')}</a>
        {n > 0 && `. ${together(t('closing_way', { n, of: done.length }))}`}
      </p>
    </>
  );
}
