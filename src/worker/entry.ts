import { all } from './abilities-all.ts';
import { exposeServe } from './exposed-serve.ts';
import { serve } from './host.ts';
import type { Port } from './port.ts';

// A page that may not have a worker imports this file itself.
if ('WorkerGlobalScope' in globalThis) serve(globalThis as unknown as Port, all);
else exposeServe((port) => serve(port, all));
