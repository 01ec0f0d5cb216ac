/** What only some figures ask of their flow. */
export { density } from './density-question.ts';
export { floor } from './floor-question.ts';
export { marginals, score } from './noise-questions.ts';
export { nearness } from './nearness-question.ts';
export { averageVelocity, pairs, predictions } from './place-questions.ts';
export { balance, fit, plan, trace, transport } from './probe-questions.ts';
export { solverErrors } from './solver-questions.ts';
