/** «Hva gjelder det?» Chooses the track and whether safety comes first. The answer rests in memory until something is kept. */
import { useState } from 'preact/hooks';
import type { What as Code } from '../domain/records.ts';
import { chosenNow } from '../domain/what.ts';
import { t } from '../i18n.ts';
import { type Choice, Choices } from '../parts/Choices.tsx';
import { useKeeping } from '../parts/keeping.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { go, instead, to } from '../router.ts';
import { pendingWhat, setting, settings, under18, vault } from '../state.ts';

const offered: readonly Code[] = ['once', 'again', 'afraid', 'happened', 'none'];

export function What() {
  const [chosen, choose] = useState<readonly Code[]>(settings.value.what ?? pendingWhat.value);
  const options: Choice<Code>[] = offered.map((code) => ({
    code,
    label: t(`what_${code as 'once' | 'again' | 'afraid' | 'happened' | 'none'}`),
    ...(code === 'happened' && { small: t('what_happened_small') }),
  }));

  const { failed, keeping } = useKeeping();
  const onward = async () => {
    under18.value = false;
    pendingWhat.value = [...chosen];
    if (vault.value) await setting({ what: [...chosen] });
    instead('text', 'module', 'first-hold');
    // Safety before anything else; its way back leads to the first exercise.
    if (chosen.includes('happened')) go('text', 'page', 'safety');
  };

  return (
    <Screen
      low
      back={{ words: t('back'), to: 'first' }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button
            type="button"
            class="btn main"
            aria-disabled={!chosen.length}
            onClick={() => chosen.length && void keeping(onward)}
          >
            {chosen.length ? t('continue') : t('what_first')}
          </button>
          <div class="aside">
            <a
              class="link"
              href={to('text', 'page', 'under-18')}
              onClick={(event) => {
                event.preventDefault();
                under18.value = true;
                pendingWhat.value = [];
                go('text', 'page', 'under-18');
              }}
            >
              {t('what_under_18')}
            </a>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('what_title')}</h1>
      <p class="read">{vault.value ? t('what_read_kept') : t('what_read')}</p>
      <Choices
        push
        name="what"
        label={t('what_title')}
        options={options}
        chosen={chosen}
        choose={(codes) => choose(chosenNow(chosen, codes))}
      />
    </Screen>
  );
}
