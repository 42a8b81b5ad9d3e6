/**
 * «Vanskelig nå»: straight into a way through → how strong now → kept. Works with nothing set up and without a connection.
 * For somebody close to him: the ways through, and nothing is rated or kept.
 */
import { useRef, useState } from 'preact/hooks';
import { rideMinutes } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { back, type ScreenProps } from '../../platform/router.ts';
import { entries, face, pack, vault } from '../../shared/state.ts';
import { type PageLeft, useTop } from '../../ui/top.ts';
import { firstNow } from './hardNow.ts';
import { Rate } from './Rate.tsx';
import { RideEnd } from './RideEnd.tsx';
import { backFromCall, beginRide, endWay, move, openWay, over, ride, setAside } from './ride.ts';
import { said } from './said.ts';
import { UnderWay } from './UnderWay.tsx';
import { Way } from './Way.tsx';
import { rowOf, Ways } from './Ways.tsx';

const leave = () => back(vault.peek() ? 'today' : 'first');

/** The urge of this entry, which was just logged. */
function loggedUrge(entry: string) {
  const { kind, fields: { strength } = {} } = entries.peek().get(entry) ?? {};
  return kind === 'urge' && typeof strength === 'number' ? { entry, strength } : undefined;
}

/** `tool`: one of the pack, to be opened; or `logged`, and the id of the entry that is ridden. */
export function UrgeScreen({ args: [tool, entry = ''] }: ScreenProps) {
  useState(() => beginRide(face.value, tool && pack().tools[tool] ? tool : undefined, firstNow, loggedUrge(entry)));
  const now = ride.value;
  /** Where the list of ways was left. */
  const list = useRef<PageLeft | null>(null);
  useTop(`${now.phase}/${now.tool}`, now.phase === 'ways' ? list.current : null);
  const open: typeof openWay = (way, at) => {
    if (ride.peek().phase === 'ways') list.current = { y: scrollY, id: rowOf(way) };
    openWay(way, at);
  };
  const call = () => openWay('call');
  const ways = () => move({ phase: 'ways' });
  const end = () => {
    over();
    leave();
  };
  const goBack = () => {
    setAside();
    leave();
  };
  const text = pack().tools[now.tool ?? ''];
  // The way that opened with the ride has no list before it: the list leads back to it.
  const fromWays = now.straight && text ? () => move({ phase: 'through' }) : goBack;

  if (now.phase === 'after')
    return (
      <Rate
        question={said('again')?.title ?? t('hard_now')}
        value={now.after}
        // Who changes his answer came from the end.
        back={() => move({ phase: now.after === null ? 'through' : 'end' })}
        rated={(after) => move({ after, phase: 'end' })}
        skip={() => move({ phase: 'end' })}
      />
    );
  if (now.phase === 'end') return <RideEnd />;
  if (now.phase !== 'through' || !text) return <Ways back={fromWays} open={open} />;
  return (
    <Way
      key={text.id}
      tool={text}
      minutes={rideMinutes(text)}
      strength={now.strength}
      calm={now.trial}
      kept={{
        ticking: now.ticking,
        tick: (ticking) => move({ ticking }),
        at: now.at,
        turn: (at) => move({ at }),
      }}
      back={now.opened ? end : now.straight ? goBack : () => backFromCall() || ways()}
      // A tool that was only tried has nothing to be compared with: back to where it was opened.
      done={(what) => (now.opened ? end() : endWay(what))}
      {...(!now.opened && { other: ways })}
      {...(pack().tools.call && text.id !== 'call' && { call })}
      {...(!now.trial && { under: <UnderWay tool={text} /> })}
      open={openWay}
    />
  );
}
