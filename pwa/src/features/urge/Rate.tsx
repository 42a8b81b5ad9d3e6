/** How strong it is, before and after: a rock face with eleven ledges. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { CrisisLink, Dock, Screen } from '../../shared/Screen.tsx';
import { Ten } from '../../ui/Ten.tsx';

interface Props {
  question: string;
  name: string;
  start: number | null;
  /** undefined: the ordinary way back */
  back?: (() => void) | undefined;
  rated: (value: number) => void;
  skip: () => void;
}

export function Rate({ question, name, start, back, rated, skip }: Props) {
  const [value, setValue] = useState(start);
  return (
    <Screen
      low
      back={back ? { words: t('back'), act: back } : true}
      foot={
        <Dock>
          <button
            type="button"
            class="btn main"
            aria-disabled={value === null}
            onClick={() => value !== null && rated(value)}
          >
            {value === null ? t('choose_number') : t('continue')}
          </button>
          <div class="aside">
            <CrisisLink />
            <button type="button" class="plain-link" onClick={skip}>
              {t('skip_over')}
            </button>
          </div>
        </Dock>
      }
    >
      <h1 class="title" id="q">
        {question}
      </h1>
      <Ten labelledby="q" name={name} value={value} wall push choose={setValue} />
    </Screen>
  );
}
