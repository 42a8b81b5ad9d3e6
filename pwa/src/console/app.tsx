/** Which room stands. */
import { Backup } from './screens/Backup.tsx';
import { Device } from './screens/Device.tsx';
import { Closed, Enrolling, Invited, None, Restore, Spent, Taken, Unlock, Unreached } from './screens/Entry.tsx';
import { Inbox } from './screens/Inbox.tsx';
import { Keys } from './screens/Keys.tsx';
import { Standing } from './screens/Standing.tsx';
import { Guide, Page } from './screens/Text.tsx';
import { Thread } from './screens/Thread.tsx';
import { room } from './state.ts';

export function App() {
  const now = room.value;
  switch (now.at) {
    case 'start':
      return null;
    case 'unreached':
      return <Unreached />;
    case 'closed':
      return <Closed />;
    case 'none':
      return <None />;
    case 'spent':
      return <Spent />;
    case 'taken':
      return <Taken />;
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
      return <Thread key={now.thread} thread={now.thread} />;
    case 'guide':
      return <Guide />;
    case 'page':
      return <Page key={`${now.kind}/${now.id}`} to={now} />;
    case 'keys':
      return <Keys />;
    case 'device':
      return <Device />;
  }
}
