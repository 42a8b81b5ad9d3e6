/** Which room stands. */
import { Backup } from './screens/Backup.tsx';
import { CoachThreadScreen } from './screens/CoachThreadScreen.tsx';
import { DeviceScreen } from './screens/DeviceScreen.tsx';
import {
  ClosedScreen,
  Enrolling,
  Invited,
  MachineTaken,
  None,
  Restore,
  Spent,
  Unlock,
  Unreached,
} from './screens/Entry.tsx';
import { Inbox } from './screens/Inbox.tsx';
import { Keys } from './screens/Keys.tsx';
import { Standing } from './screens/Standing.tsx';
import { DeskPage, Guide } from './screens/Text.tsx';
import { room } from './state.ts';

export function ConsoleApp() {
  const now = room.value;
  switch (now.at) {
    case 'start':
      return null;
    case 'unreached':
      return <Unreached />;
    case 'closed':
      return <ClosedScreen />;
    case 'none':
      return <None />;
    case 'spent':
      return <Spent />;
    case 'taken':
      return <MachineTaken />;
    case 'invited':
      return <Invited />;
    case 'restore':
      return <Restore />;
    case 'unlock':
      return <Unlock />;
    case 'enrolling':
      return <Enrolling />;
    case 'backup':
      return <Backup code={now.code} />;
    case 'standing':
      return <Standing />;
    case 'inbox':
      return <Inbox />;
    case 'thread':
      return <CoachThreadScreen key={now.thread} thread={now.thread} />;
    case 'guide':
      return <Guide />;
    case 'page':
      return <DeskPage key={`${now.kind}/${now.id}`} to={now} />;
    case 'keys':
      return <Keys />;
    case 'device':
      return <DeviceScreen />;
  }
}
