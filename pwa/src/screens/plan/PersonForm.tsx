/** Somebody to ring: a name and a number, kept as they are typed. They rest in the diary and go nowhere else. */
import { useState } from 'preact/hooks';
import { rings } from '../../domain/answers.ts';
import { cardField, onCard, planFields } from '../../domain/plan-order.ts';
import { t } from '../../i18n.ts';
import { CallRow } from '../../parts/Call.tsx';
import { Field } from '../../parts/Field.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Rivals } from '../../parts/Rivals.tsx';
import { tell } from '../../parts/Saved.tsx';
import { Dock, Screen } from '../../parts/Screen.tsx';
import { service } from '../../parts/Words.tsx';
import { back } from '../../router.ts';
import { entries } from '../../state.ts';
import { Phone } from '../steps/OwnLines.tsx';
import { decide, lineOf, useLeave } from './lines.ts';
import { dropPerson, keepPerson, personOf } from './people.ts';

export function PersonForm({ which }: { which: string | undefined }) {
  const [line] = useState(() => (which ? lineOf(which) : undefined));
  const [person, setPerson] = useState(() => (line ? personOf(line) : { name: '', phone: '' }));
  const [shown, show] = useState(() => (line ? onCard(planFields(entries.peek()), line.key) : false));
  const { failed, keeping } = useKeeping();
  const leave = useLeave();
  const entry = line?.person ? entries.value.get(line.person) : undefined;
  const found = line?.service ? service(line.service) : undefined;
  const named = person.name.trim() !== '';
  const fine = named && (person.phone.trim() === '' || rings(person.phone));

  const save = () =>
    keeping(async () => {
      if (!fine) return;
      const key = await keepPerson(line, person);
      if (shown || line) decide({ [cardField(key)]: shown });
      leave();
    });
  const remove = () =>
    keeping(async () => {
      if (!line) return;
      tell(t('own_taken', { words: line.words }), await dropPerson(line));
      leave();
    });
  return (
    <Screen
      back={{ words: t('back'), act: () => back('plan') }}
      foot={
        <Dock>
          {failed && <NotKept />}
          {found ? (
            <button type="button" class="btn main" onClick={() => back('plan')}>
              {t('done')}
            </button>
          ) : (
            <button type="button" class="btn main" aria-disabled={!fine} onClick={() => void save()}>
              {named ? t('save') : t('person_name_first')}
            </button>
          )}
          {line && (
            <button type="button" class="btn wide" onClick={() => void remove()}>
              {t('own_remove')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t(line ? 'person_change' : 'person_new')}</h1>
      {entry && <Rivals entry={entry} />}
      {found ? (
        <CallRow service={found} />
      ) : (
        <div class="person-form">
          {line?.code ? (
            <p class="lead">{line.words}</p>
          ) : (
            <Field
              id="person-name"
              label={t('person_name')}
              help={t('person_name_help')}
              value={person.name}
              change={(name) => setPerson({ ...person, name })}
            />
          )}
          <Phone label={t('person_phone')} value={person.phone} change={(phone) => setPerson({ ...person, phone })} />
          <p class="help">{t('person_here')}</p>
          <label class="choice">
            <input
              autocomplete="off"
              type="checkbox"
              checked={shown}
              onChange={(event) => show(event.currentTarget.checked)}
            />
            <span>
              {t('person_on_card')}
              <small>{t('person_on_card_small')}</small>
            </span>
          </label>
        </div>
      )}
    </Screen>
  );
}
