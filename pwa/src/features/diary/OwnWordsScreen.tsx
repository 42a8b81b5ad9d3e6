/** «Dine egne ord»: the words that he has added to what can be chosen. One that is not ticked is not suggested; entries keep it. */
import { useState } from 'preact/hooks';
import { type ChipList, chipLists, hiddenList, type WordUse, wordUses } from '../../core/model/chips.ts';
import { wordsIn } from '../../core/model/word-fields.ts';
import { t } from '../../platform/i18n.ts';
import { useChoosing } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part, Screen } from '../../shared/Screen.tsx';
import { entries, settingsFields } from '../../shared/state.ts';
import { Choices } from '../../ui/Choices.tsx';
import { hideWords } from './commands.ts';

const lists = { triggers: 'about_before', feelings: 'about_feelings' } as const;

export function OwnWordsScreen() {
  return (
    <Screen back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('own_words_title')}</h1>
      <p class="read">{t('own_words_read')}</p>
      {chipLists.map((list) => (
        <Words key={list} list={list} />
      ))}
    </Screen>
  );
}

function Words({ list }: { list: ChipList }) {
  const { failed, choosing } = useChoosing();
  const words = wordUses(entries.value.values(), list, settingsFields.value);
  /** As it was chosen here, while it is on its way to the disk. */
  const [chosen, choose] = useState<readonly string[] | null>(null);
  const hidden = chosen ?? wordsIn(settingsFields.value, hiddenList(list));
  const without = (those: readonly string[]) => words.map(({ word }) => word).filter((it) => !those.includes(it));
  if (words.length === 0) return null;
  const label = t(lists[list]);
  return (
    <Part name={label}>
      <Choices
        name={list}
        label={label}
        options={words.map(asChoice)}
        chosen={without(hidden)}
        choose={(next) => {
          choose(without(next));
          choosing(() => hideWords(list, without(next)));
        }}
      />
      {failed && <NotKept />}
    </Part>
  );
}

const asChoice = ({ word, times }: WordUse) => ({
  code: word,
  label: word,
  ...(times > 0 && { small: t('own_words_times', { n: times }) }),
});
