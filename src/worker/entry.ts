import { handOver } from './handover.ts';
import { serve } from './host.ts';
import type { Port } from './port.ts';

// A page that may not have a worker imports this file itself.
if ('WorkerGlobalScope' in globalThis) serve(globalThis as unknown as Port);
else handOver(serve);
