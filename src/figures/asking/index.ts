export { asked, type AskState, type Question } from './asked.ts';
export { arrowTime, ASKED_OF, FORMS, TELLING, truthOf, type Form } from './quantities.ts';
export { scoreOf, type Score } from './score.ts';
