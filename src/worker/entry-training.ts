import { training } from './abilities-training.ts';
import { serve } from './host.ts';
import type { Port } from './port.ts';

serve(globalThis as unknown as Port, training);
