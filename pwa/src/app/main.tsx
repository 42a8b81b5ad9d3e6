import './first.ts';
import { fromBrowser } from './browser.ts';
import { createApp } from './create.tsx';

void createApp(fromBrowser()).start();
