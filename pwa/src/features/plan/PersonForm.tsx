/** Somebody to ring: a name and a number, kept as they are typed. They rest in the diary and go nowhere else. */
import { useState } from 'preact/hooks';
import { newPerson } from '../../core/model/draft-keys.ts';
import { cardField, onCard, planFields } from '../../core/model/plan-order.ts';
import { t } from '../../platform/i18n.ts';
import { back } from '../../platform/router.ts';
import { flush, savingOf } from '../../shared/drafts.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Rivals, RivalsHere } from '../../shared/Rivals.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { ServiceRow } from '../../shared/ServiceRow.tsx';
import { entries } from '../../shared/state.ts';
import { service } from '../../shared/Words.tsx';
import { TickRow } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';
import { Phone, WrittenApart } from '../exercise/index.ts';
import { backFromForm, decidePlan, lineOf } from './lines.ts';
import { dropPerson } from './people.ts';
import { begunPeople, changed, dropBegun, isNew, personDraftRecord } from './personDrafts.ts';
import { usePersonWriting } from './personWriting.ts';

/** `which`: the key of a line, or of a draft of somebody new. */
export function PersonForm({ which }: { which: string }) {
  const [line] = useState(() => lineOf(which));
  const key = line?.key ?? (isNew(which) ? which : newPerson);
  const record = personDraftRecord(key);
  const { begun, stood, person, fine, write, save: keepWritten } = usePersonWriting(line, key);
  const [stoodOnCard] = useState(() => (line ? onCard(planFields(entries.peek()), line.key) : false));
  /** Begun on an earlier visit to the form. */
  const [left] = useState(() => (line ? changed(line) : begunPeople().some((it) => it.key === key)));
  const shown = Boolean(begun.card ?? stoodOnCard);
  const { failed, keeping } = useKeeping();
  const entry = line?.person ? entries.value.get(line.person) : undefined;
  const found = line?.service ? service(line.service) : undefined;
  const named = person.name.trim() !== '';
  const save = () =>
    keeping(async () => {
      const leave = backFromForm();
      if (!fine) return;
      await keepWritten((kept) => {
        if (shown || line) decidePlan({ [cardField(kept)]: shown });
      });
      leave();
    });
  const remove = () =>
    keeping(async () => {
      const leave = backFromForm();
      if (!line) return;
      await flush();
      tell(() => t('own_taken', { words: line.words }), await dropPerson(line), { stays: true });
      await dropBegun(key);
      leave();
    });
  const discard = () =>
    keeping(async () => {
      const leave = backFromForm();
      await flush();
      const undo = await dropBegun(key);
      const { name, phone } = person;
      if (undo)
        tell(() => (line ? t('person_discarded') : t('own_taken', { words: name || phone })), undo, { stays: true });
      leave();
    });
  return (
    <Screen
      back={{ words: t('back'), act: () => back('plan') }}
      foot={
        <Dock>
          {(failed || savingOf(record) === 'failed') && <NotKept />}
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
      {left && (
        <>
          <p class="read">
            {t(line ? 'person_left_change' : 'person_left', {
              who: [stood.name, stood.phone].filter(Boolean).join(', '),
            })}
          </p>
          <p>
            <button type="button" class="link plainbtn" onClick={() => void discard()}>
              {t(line ? 'person_discard' : 'own_remove')}
            </button>
          </p>
        </>
      )}
      {entry && <Rivals entry={entry} />}
      {line?.maker && <WrittenApart where={line.maker} exercise={line.maker.exercise} />}
      <RivalsHere record={record} />
      {found ? (
        <ServiceRow service={found} />
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
              change={(name) => write({ name_text: name })}
            />
          )}
          <Phone label={t('person_phone')} value={person.phone} change={(phone) => write({ phone_text: phone })} />
          <p class="help">{t('person_here')}</p>
          <TickRow
            label={t('person_on_card')}
            small={t('person_on_card_small')}
            on={shown}
            change={(on) => write({ card: on })}
          />
        </div>
      )}
    </Screen>
  );
}
