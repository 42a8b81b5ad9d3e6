import { render } from 'preact';
import { App } from './app.tsx';
import { watchKeys } from './parts/Leave.tsx';
import { begin } from './router.ts';
import { start, vault } from './state.ts';
import { startWorker } from './updates.ts';
import './styles/tokens.css';
import './styles/parts.css';

watchKeys();
await start();
begin(vault.value ? 'today' : 'first');
render(<App />, document.body);
void startWorker();
