import { measure } from './measure.ts';

postMessage(await measure());
