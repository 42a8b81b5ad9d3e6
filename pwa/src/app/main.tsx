import { fromBrowser } from './browser.ts';
import { createApp } from './create.tsx';
import '../ui/tokens.css';
import '../shared/parts.css';
import '../shared/more.css';

void createApp(fromBrowser()).start();
