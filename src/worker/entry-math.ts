import { EXACT_VELOCITIES } from '../math/index.ts';
import { serve } from './host.ts';
import type { Port } from './port.ts';

serve(globalThis as unknown as Port, { evaluators: EXACT_VELOCITIES, calls: {}, feeds: {} });
