/**
 * «Vanskelig nå»: how strong → a way through → how strong now → kept. Works with nothing set up and without a connection.
 * For somebody close to him: a way through, and nothing is rated or kept.
 */
import { useState } from 'preact/hooks';
import { minutesRidden } from '../../core/model/ride.ts';
import { rideMinutes } from '../../core/model/urge.ts';
import { wallClock } from '../../platform/environment.ts';
import { t } from '../../platform/i18n.ts';
import { back, type ScreenProps } from '../../platform/router.ts';
import { face, pack, vault } from '../../shared/state.ts';
import { useTop } from '../../ui/top.ts';
import { Rate } from './Rate.tsx';
import { RideEnd } from './RideEnd.tsx';
import { beginRide, move, openWay, over, ride } from './ride.ts';
import { said } from './said.ts';
import { Way } from './Way.tsx';
import { Ways } from './Ways.tsx';

export function UrgeScreen({ args: [tool] }: ScreenProps) {
  useState(() => beginRide(face.value, tool && pack().tools[tool] ? tool : undefined));
  const now = ride.value;
  useTop(`${now.phase}/${now.tool}`);
  const call = () => openWay('call');
  const ways = () => move({ phase: 'ways' });
  // A tool that was only tried has nothing to be compared with: back to where it was opened.
  const finish = () => (now.opened ? leave() : move({ phase: now.strength === null ? 'end' : 'after' }));
  const rate = () => (now.trial ? leave() : move({ phase: 'rate' }));
  const leave = () => {
    over();
    back(vault.peek() ? 'today' : 'first');
  };

  switch (now.phase) {
    case 'rate':
      return (
        <Rate
          key="before"
          name="before"
          question={said('rate')?.title ?? t('hard_now')}
          start={now.strength}
          rated={(strength) => move({ strength, began: wallClock.now(), phase: 'ways' })}
          skip={() => move({ strength: null, began: wallClock.now(), phase: 'ways' })}
        />
      );
    case 'ways':
      return <Ways back={rate} open={openWay} />;
    case 'through': {
      const text = pack().tools[now.tool ?? ''];
      if (!text) return <Ways back={rate} open={openWay} />;
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
          back={now.opened ? leave : ways}
          done={(what) => {
            if (what) move(what);
            finish();
          }}
          {...(!now.opened && { other: ways })}
          {...(pack().tools.call && text.id !== 'call' && { call })}
          open={openWay}
        />
      );
    }
    case 'after':
      return (
        <Rate
          key="after"
          name="after"
          question={said('again')?.title ?? t('hard_now')}
          start={null}
          back={() => move({ phase: 'through' })}
          rated={(after) => move({ after, minutes: minutesRidden(now, wallClock.now()), phase: 'end' })}
          skip={() => move({ after: null, phase: 'end' })}
        />
      );
    case 'end':
      return <RideEnd />;
  }
}
