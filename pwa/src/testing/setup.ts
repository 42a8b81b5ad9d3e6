/** Before each file: what a module of the file before has registered, such as `afterEach` in page.ts, it registers for this one too. */
import { vi } from 'vitest';

vi.resetModules();
