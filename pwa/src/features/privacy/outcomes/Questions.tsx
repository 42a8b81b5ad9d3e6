/** The few questions of one point in time. What the diary knows already is chosen beforehand, and can be changed. */
import { useState } from 'preact/hooks';
import { type Answers, askedOf, type Given, type QuestionCode, type Wave } from '../../../core/model/outcomes.ts';
import { proposed, usedWhere } from '../../../core/model/outcomes-known.ts';
import { t } from '../../../platform/i18n.ts';
import { root, stillHere } from '../../../platform/router.ts';
import { devices } from '../../../shared/devices.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { tell } from '../../../shared/Saved.tsx';
import { Dock, Part, Screen } from '../../../shared/Screen.tsx';
import { chosenWhat, entries, face, pack, serverSays, syncState, today } from '../../../shared/state.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { giveFigures } from '../commands.ts';
import { Withdraw } from './Withdraw.tsx';

const all: readonly Given[] = [0, 1, 2, 'none'];

interface Props {
  code: QuestionCode;
  given: Given | undefined;
  /** The phone chose it beforehand. */
  known: boolean;
  choose: (given: Given) => void;
}

function Question({ code, given, known, choose }: Props) {
  const options = all.map((it) => ({
    code: String(it),
    label: it === 'none' ? t('figures_none') : t(`figures_${code}_${it}`),
  }));
  return (
    <Part name={t(`figures_ask_${code}`)}>
      <Choices
        one
        name={code}
        label={t(`figures_ask_${code}`)}
        options={options}
        chosen={given === undefined ? [] : [String(given)]}
        choose={([chosen]) => choose(all.find((it) => String(it) === chosen) ?? 'none')}
      />
      {known && <p class="meta">{t(code === 'k' ? 'figures_known_k' : 'figures_known')}</p>}
    </Part>
  );
}

export function Questions({ wave }: { wave: Wave }) {
  const [known] = useState(() => ({
    ...proposed(entries.value, pack(), face.value, chosenWhat.value, today.value),
    ...usedWhere({ ...serverSays.value, sync: syncState.value, devices: devices.value }, today.value),
  }));
  const [pressed, press] = useState<Answers>({});
  const { busy, failed, keeping } = useKeeping();
  const codes = askedOf(wave, face.value);
  const answer = (code: QuestionCode): Given | undefined => pressed[code] ?? known[code];
  const left = codes.filter((code) => answer(code) === undefined).length;

  const give = () =>
    keeping(async () => {
      if (left > 0) return;
      const still = stillHere();
      const answers: Answers = Object.fromEntries(codes.map((code) => [code, answer(code)]));
      // None of them goes before tomorrow.
      const undo = await giveFigures(wave, answers);
      tell(() => t('figures_given'), undo);
      if (still()) root('today');
    });

  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={left > 0 || busy} onClick={() => void give()}>
            {left > 0 ? t('figures_left', { n: left }) : t('figures_give')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t(`figures_wave_${wave}`)}</h1>
      <p class="read">{t('figures_read')}</p>
      {codes.map((code) => (
        <Question
          key={code}
          code={code}
          given={answer(code)}
          known={pressed[code] === undefined && known[code] !== undefined}
          choose={(given) => press({ ...pressed, [code]: given })}
        />
      ))}
      <Withdraw />
    </Screen>
  );
}
