/** How strong it is, afterwards: a rock face with eleven ledges. One press rates. */
import { t } from '../../platform/i18n.ts';
import { CrisisLink, Dock, Screen } from '../../shared/Screen.tsx';
import { TenToPress } from '../../ui/Ten.tsx';

interface Props {
  question: string;
  /** what he has answered, while it is changed */
  value: number | null;
  back: () => void;
  rated: (value: number) => void;
  skip: () => void;
}

export function Rate({ question, value, back, rated, skip }: Props) {
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
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
      <TenToPress labelledby="q" wall value={value ?? undefined} press={rated} />
    </Screen>
  );
}
