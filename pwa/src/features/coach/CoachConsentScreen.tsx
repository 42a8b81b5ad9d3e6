/** Before the first word: who can read, when somebody answers, what a coach cannot keep to himself, how long it is kept. */
import type { CoachTexts } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import { back } from '../../platform/router.ts';
import { Fold, usePrintedWhole } from '../../shared/Fold.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Draft, Screen } from '../../shared/Screen.tsx';
import { Sources } from '../../shared/Sources.tsx';
import { Blocks } from '../../shared/Words.tsx';
import { agree } from './threads.ts';

interface Props {
  texts: CoachTexts;
  /** He has agreed to an older text, and writes already. */
  again?: boolean;
  agreed: () => void;
}

/** The text itself, as it also stands among the consents. */
export function ConsentText({ texts: { consent } }: Pick<Props, 'texts'>) {
  usePrintedWhole();
  const around = { kind: 'page' as const, id: consent.id, sources: consent.sources };
  return (
    <>
      <Blocks blocks={consent.intro} around={around} />
      {consent.steps.map((step) => (
        <Fold key={step.id} id={`fold-${step.id}`} name={step.title}>
          <Blocks blocks={step.blocks} around={around} />
        </Fold>
      ))}
      <Draft shown={consent.draft} />
      <Sources sources={consent.sources} />
    </>
  );
}

export function CoachConsentScreen({ texts, again, agreed }: Props) {
  const { busy, failed, keeping } = useKeeping();
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button
            type="button"
            class="btn main"
            aria-disabled={busy}
            onClick={() => void keeping(() => agree(texts.version).then(agreed))}
          >
            {t(again ? 'coach_agree_again' : 'coach_agree')}
          </button>
          <button type="button" class="btn wide" onClick={() => back('more')}>
            {t('coach_not_now')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{texts.consent.title}</h1>
      <ConsentText texts={texts} />
    </Screen>
  );
}
