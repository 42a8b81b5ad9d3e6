/** «Vanskelig nå»: how strong → a way through → how strong now → kept. Works with nothing set up and without a connection. */
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import type { Text } from '../domain/content.ts';
import { rideMinutes } from '../domain/urge.ts';
import { t } from '../i18n.ts';
import { useTop } from '../parts/top.ts';
import { back } from '../router.ts';
import { pack, vault } from '../state.ts';
import { CallSomeone } from './urge/CallSomeone.tsx';
import { End } from './urge/End.tsx';
import { Rate } from './urge/Rate.tsx';
import { begin, move, openWay, ride } from './urge/ride.ts';
import { said, tool as urgeTool } from './urge/said.ts';
import { Way } from './urge/Way.tsx';
import { Ways } from './urge/Ways.tsx';

export function Urge({ args: [tool] }: ScreenProps) {
  useState(() => begin(tool && pack().tools[tool] ? tool : undefined));
  const now = ride.value;
  useTop(`${now.phase}/${now.tool}`);
  // Opened from a text rather than from an urge: there is nothing to compare with, so it just ends.
  const call = () => openWay('call');
  const finish = () => move({ phase: now.strength === null ? 'end' : 'after' });
  const ways = () => move({ phase: 'ways' });
  const leave = () => {
    move({ phase: 'end' });
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
          rated={(strength) => move({ strength, phase: 'ways' })}
          skip={() => move({ strength: null, phase: 'ways' })}
        />
      );
    case 'ways':
      return <Ways back={() => move({ phase: 'rate' })} open={openWay} />;
    case 'through': {
      if (now.tool === 'call') return <CallSomeone back={ways} done={finish} />;
      const text = now.tool === 'leave' ? leaving() : pack().tools[now.tool ?? ''];
      if (!text) return <Ways back={() => move({ phase: 'rate' })} open={openWay} />;
      return (
        <Way
          key={text.id}
          tool={text}
          minutes={rideMinutes(text)}
          kept={{ ticking: now.ticking, tick: (ticking) => move({ ticking }) }}
          back={tool ? leave : ways}
          done={(what) => {
            if (what) move(what);
            finish();
          }}
          other={ways}
          call={call}
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
          rated={(after) => move({ after, phase: 'end' })}
          skip={() => move({ after: null, phase: 'end' })}
        />
      );
    case 'end':
      return <End />;
  }
}

/** «Kom deg vekk» is a step of the urge tool and a way of its own. */
function leaving(): Text | undefined {
  const step = said('leave');
  const text = urgeTool();
  return step && text && { ...text, id: 'leave', title: step.title, intro: step.blocks, steps: [] };
}
