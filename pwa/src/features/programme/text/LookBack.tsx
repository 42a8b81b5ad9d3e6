/** How a module opens: with the practice before it. It counts as no step, so that nothing of where one is gets lost. */
import type { Text } from '../../../core/model/content.ts';
import type { TakenPractice } from '../../../core/model/practice.ts';
import { stepIds } from '../../../core/model/programme.ts';
import { t } from '../../../platform/i18n.ts';
import { instead } from '../../../platform/router.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { HowDidItGo } from './HowDidItGo.tsx';

/** Its place among the arguments of the route, where a step's id else stands. */
export const lookBackStep = 'look-back';

export function LookBack({ text, practice }: { text: Text; practice: TakenPractice }) {
  const { state } = practice;
  return (
    <Screen
      back
      low
      tab="programme"
      foot={
        <Dock>
          <button
            type="button"
            class="btn main"
            onClick={() => instead('text', 'module', text.id, stepIds(text)[0] ?? '')}
          >
            {t('continue')}
          </button>
        </Dock>
      }
    >
      <p class="meta">{text.title}</p>
      <h1 class="title">{t('look_back_title')}</h1>
      <p class="lead">{practice.next}</p>
      {practice.shown.map((line, at) => (
        <p class="own after" key={at}>
          {line}
        </p>
      ))}
      <div role="status">
        {state === 'notyet' && (
          <>
            <p class="read after">{t('look_back_smaller')}</p>
            <p class="lead">{practice.smallest}</p>
          </>
        )}
        {state === 'tried' && <p class="read after">{t('look_back_tried')}</p>}
      </div>
      <div class="push">
        <HowDidItGo practice={practice} />
      </div>
    </Screen>
  );
}
