import { render } from 'preact';
import { App } from './app.tsx';
import { watchKeys } from './parts/Leave.tsx';
import { startReminders } from './reminders.ts';
import { begin } from './router.ts';
import { start, vault } from './state.ts';
import { startWorker } from './updates.ts';
import './styles/tokens.css';
import './styles/parts.css';
import './styles/more.css';

watchKeys();
await start();
begin(vault.value ? 'today' : 'first');
render(<App />, document.body);
void startWorker();
startReminders();
