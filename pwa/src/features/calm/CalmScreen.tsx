/** «Hilsen til deg selv»: some words, a photo and a recording, each made on a screen of its own. */
import { useEffect } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { type CalmFile, calmTextIn, headIn } from '../../core/model/calm.ts';
import { t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { entries } from '../../shared/state.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { tidyParts } from './commands.ts';
import { PhotoScreen } from './PhotoScreen.tsx';
import { canRecord } from './recorder.ts';
import { isUnsaved } from './unsaved.ts';
import { VoiceScreen } from './VoiceScreen.tsx';
import { WordsScreen } from './WordsScreen.tsx';

export function CalmScreen({ args: [what] }: ScreenProps) {
  useEffect(() => void tidyParts().catch(noted('calm tidying')), []);
  if (what === 'words') return <WordsScreen />;
  if (what === 'photo') return <PhotoScreen />;
  if (what === 'voice') return <VoiceScreen />;
  return <All />;
}

/** Characters of his words that stand in the list. Chosen by us: three lines of a phone. */
const SHOWN = 90;
const beginning = (words: string): string => (words.length > SHOWN ? `${words.slice(0, SHOWN).trimEnd()} …` : words);

/** When it was made. */
function madeWords(sort: CalmFile): string {
  if (isUnsaved(sort)) return t('calm_unsaved');
  const head = headIn(entries.value, sort);
  if (!head) return t('calm_none');
  const day = dateWords(head.date);
  return head.seconds === undefined ? capital(day) : t('calm_seconds', { n: head.seconds, day });
}

function All() {
  const words = calmTextIn(entries.value);
  const voice = canRecord() || headIn(entries.value, 'voice') !== null;
  return (
    <Screen back>
      <Saved />
      <h1 class="title">{t('calm_title')}</h1>
      <p class="read">{t('calm_read')}</p>
      <ul class="rows">
        <LinkRow href={to('calm', 'words')} name={t('calm_words')} small={beginning(words) || t('calm_none')} />
        <LinkRow href={to('calm', 'photo')} name={t('calm_photo')} small={madeWords('photo')} />
        {voice && <LinkRow href={to('calm', 'voice')} name={t('calm_voice')} small={madeWords('voice')} />}
      </ul>
      <p class="meta after">{t('calm_sealed')}</p>
    </Screen>
  );
}
