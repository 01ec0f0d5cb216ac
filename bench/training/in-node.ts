import { measure } from './measure.ts';

process.send!(await measure());
process.disconnect();
