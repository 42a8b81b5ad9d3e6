/** After the ride: what happened to the urge, kept or offered for keeping. No praise, and another way if it is still strong. */
import { useEffect } from 'preact/hooks';
import { falls } from '../../domain/urge.ts';
import { t } from '../../i18n.ts';
import { CrisisLink, Dock, Part, Screen } from '../../parts/Screen.tsx';
import { root } from '../../router.ts';
import { entries, pack, vault } from '../../state.ts';
import { move, ride, store, unstore } from './ride.ts';
import { meanWords } from './Ways.tsx';

const title = (strength: number | null, after: number | null): string => {
  if (strength === null || after === null) return t('end_unrated');
  return t(after < strength ? 'end_fell' : after === strength ? 'end_same' : 'end_rose');
};

export function End() {
  const { strength, after, entry, way } = ride.value;
  const kept = vault.value !== null;
  useEffect(() => {
    void store(false);
  }, []);
  const strong = after !== null && after >= 5;
  const leave = () => {
    move({ phase: 'end' });
    root(vault.peek() ? 'today' : 'first');
  };
  const keepIt = async () => {
    await store(true);
    root('what');
  };
  // The same urge goes on: the entry keeps its first strength and gets the last way.
  const again = () => move({ phase: 'ways', after: null, way: null, did: null });
  const fell = falls(entries.value).find((it) => it.way === way && it.times >= 2);
  const name = way ? (pack().codes.ways?.find((it) => it.code === way)?.label ?? pack().tools[way]?.title) : undefined;
  const offer = !kept && strength !== null;
  return (
    <Screen
      back={{ words: t('close_this'), act: leave }}
      foot={
        <Dock>
          {offer ? (
            <button type="button" class="btn main" onClick={() => void keepIt()}>
              {t('keep_ride')}
            </button>
          ) : (
            <button type="button" class="btn main" onClick={leave}>
              {t('done')}
            </button>
          )}
          {(offer || strong) && (
            <div class={offer && strong ? 'pair' : undefined}>
              {offer && (
                <button type="button" class={strong ? 'btn' : 'btn wide'} onClick={leave}>
                  {t('keep_not')}
                </button>
              )}
              {strong && (
                <button type="button" class={offer ? 'btn' : 'btn wide'} onClick={again}>
                  {t('something_else')}
                </button>
              )}
            </div>
          )}
          <div class="aside">
            <CrisisLink />
          </div>
        </Dock>
      }
    >
      {entry && (
        <p class="saved" role="status">
          <span>{t('ride_saved')}</span>
          <button type="button" class="btn" onClick={() => void unstore().then(leave)}>
            {t('undo')}
          </button>
        </p>
      )}
      <h1 class="title">{title(strength, after)}</h1>
      {strength !== null && after !== null && (
        <p class="fall">
          <b>{strength}</b>
          <span>{t('from_to')}</span>
          <b>{after}</b>
        </p>
      )}
      {strong && <p class="read">{t('end_still')}</p>}
      {fell && name && (
        <Part name={name} after>
          <p class="lead">{t('way_falls', { fall: meanWords(fell.mean), n: fell.times })}</p>
        </Part>
      )}
      {offer && (
        <Part name={t('keep_this')} after>
          <p>{t('keep_ride_why')}</p>
        </Part>
      )}
    </Screen>
  );
}
