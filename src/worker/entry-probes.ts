import { probes } from './abilities-probes.ts';
import { serve } from './host.ts';
import type { Port } from './port.ts';

serve(globalThis as unknown as Port, probes);
