/** After the ride: what happened to the urge, kept or offered for keeping. No praise, and another way if it is still strong. */

import { useEffect, useState } from 'preact/hooks';
import { isTried } from '../../core/model/insights.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import { isVeryStrong, isWeaker, offersAnother, outcomeOf } from '../../core/model/ride.ts';
import { falls } from '../../core/model/urge.ts';
import { locale, t } from '../../platform/i18n.ts';
import { back, inRow, root } from '../../platform/router.ts';
import { flush } from '../../shared/drafts.ts';
import { showGrowth } from '../../shared/landscape.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, pack, unkept, vault } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { TenToPress } from '../../ui/Ten.tsx';
import { useTop } from '../../ui/top.ts';
import { move, openWay, over, ride, saveRide, undoRide } from './ride.ts';
import { lastedWords, rideWords, wayInWords, wayName } from './rideWords.ts';
import { SetOff } from './SetOff.tsx';
import { said, tool } from './said.ts';
import { aroundTool, WayAside } from './wayParts.tsx';

/** A ride from a row of pages goes back into the row; nothing of it is dropped. */
const onward = (otherwise: 'today' | 'first') => (inRow() ? back(otherwise) : root(otherwise));

export function RideEnd() {
  const { strength, after, minutes, entry, way, did, trial, triggers } = ride.value;
  const kept = vault.value !== null;
  const [failed, setFailed] = useState(false);
  const [made, setMade] = useState(false);
  // What says that it is kept stands at the top.
  useTop(String(made));
  // What set it off, and how strong it was, may be said here, and is kept with the rest.
  useEffect(() => {
    saveRide(false).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  }, [triggers, strength]);
  const outcome = outcomeOf(ride.value);
  const strong = isVeryStrong(after);
  const fallen = isWeaker(ride.value);
  const words =
    outcome !== null || strong || fallen
      ? said(fallen ? 'lower' : 'not-lower')
      : trial && face.value === 'near'
        ? said('near-end')
        : undefined;
  const title =
    outcome === 'risen'
      ? t('end_rose')
      : strong
        ? t('end_strong')
        : (words?.title ?? t(did ? 'end_did' : 'end_unrated'));
  const text = tool();
  const close = () => {
    over();
    onward(vault.peek() ? 'today' : 'first');
  };
  const leave = () => {
    if (entry && !trial) showGrowth();
    close();
  };
  // A change that is on its way may not overtake the removal.
  const undo = () =>
    void flush()
      .then(undoRide)
      .then(close, () => setFailed(true));
  const keepIt = () =>
    saveRide(true).then(
      () => setMade(true),
      () => setFailed(true),
    );
  // The same urge goes on: the entry keeps its first strength and gets the last way.
  const again = () => move({ phase: 'ways', after: null, way: null, did: null });
  const fell = falls(entries.value).find((it) => it.way === way && isTried(it));
  const rode = !trial && way !== null;
  const offer = !kept && !unkept.value && !trial;
  const further = offersAnother(ride.value);
  const other = { words: t('something_else'), press: again };
  const call = pack().tools.call && (() => openWay('call'));
  const ring = call && { words: t('ring_someone'), press: call };
  const done = offer
    ? [
        { words: t('keep_ride'), press: () => void keepIt() },
        { words: t('keep_not'), press: leave },
      ]
    : [{ words: t('done'), press: leave }];
  // Very strong: another way and somebody to ring come before what ends it; «Lukk» leaves it. Still as strong: another way comes first.
  // Weaker but strong, or not known how strong it was: it is near at hand.
  const presses = strong
    ? [other, ring, done[0]].flatMap((it) => it ?? [])
    : !further
      ? done
      : fallen || trial || strength === null
        ? [...done, other]
        : [other, ...done];
  const [main, ...others] = presses.map(({ words, press }, at) => (
    <button key={words} type="button" class={at === 0 ? 'btn main' : 'btn'} onClick={press}>
      {words}
    </button>
  ));
  return (
    <Screen
      back={{ words: t('close_this'), act: leave }}
      floats
      foot={
        <Dock>
          {main}
          {others.length > 0 && <div class={others.length > 1 ? 'pair' : 'stack'}>{others}</div>}
          <WayAside call={strong ? undefined : call} />
        </Dock>
      }
    >
      {entry && (
        <p class="saved" role="status">
          <span>{t('ride_saved')}</span>
          <button type="button" class="btn" onClick={undo}>
            {t('undo')}
          </button>
        </p>
      )}
      {failed && <NotKept />}
      <h1 class="title">{title}</h1>
      {outcome !== null && (
        <p class="fall">
          <b>{strength}</b> <span>{t('from_to')}</span> <b>{after}</b>{' '}
          {way && <span>{t('with_way', { way: wayInWords({ way, did }) })}</span>}
        </p>
      )}
      {rode && outcome === null && <p class="lead">{rideWords({ ...ride.value, way })}</p>}
      {rode && after !== null && (
        <button type="button" class="link plainbtn" onClick={() => move({ phase: 'after' })}>
          {t('ride_change')}
        </button>
      )}
      {rode && outcome !== null && (
        <p class="lead after">{[did && words && t('end_did'), lastedWords(minutes)].filter(Boolean).join(' ')}</p>
      )}
      {words && text && (
        <div class="after-read">
          <Blocks blocks={words.blocks} around={aroundTool(text)} />
        </div>
      )}
      {!trial && strength === null && after !== null && (
        <div class="how-strong">
          <p class="asked" id="was">
            {t('how_strong_was')}
          </p>
          <TenToPress labelledby="was" press={(value) => move({ strength: value })} />
        </div>
      )}
      {!trial && (
        <SetOff entry={entries.value.get(entry ?? '')} chosen={triggers} choose={(next) => move({ triggers: next })} />
      )}
      {fell && way && (
        <Part name={wayName({ way })} after>
          <p class="lead">{t('way_falls', { fall: decimalWords(fell.fall, locale.value), n: fell.times })}</p>
        </Part>
      )}
      {made && <p class="read after">{t('kept_here')}</p>}
      {offer && (
        <Part name={t('keep_this')} after>
          <p>{t('keep_ride_why')}</p>
        </Part>
      )}
      <Draft shown={(words && text?.draft) ?? false} />
    </Screen>
  );
}
