export { asked, type AskState, type Question } from './asked.ts';
export { ASKED_OF, askedTime, FORMS, TELLING, truthOf, type Form } from './quantities.ts';
export { scoreOf, type Score } from './score.ts';
