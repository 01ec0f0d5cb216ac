import { BehaviorSubject, type Observable } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { seenFlow } from '../../components/shared/seen-flow.ts';
import type { Flow, ModelName } from '../../src/streams/index.ts';
import { createJoinedFlow, phase } from '../streams/joined-flow.ts';

/** How often each of some questions is answered for a figure that is not seen. */
function countAnswers(flow: Flow, models: readonly ModelName[]): Record<string, number> {
  const answers: Record<string, number> = {};
  for (const model of models) {
    const subscription = flow.paths({ model, points: [0, 0], steps: 1 }).subscribe(() => (answers[model] = (answers[model] ?? 0) + 1));
    onTestFinished(() => subscription.unsubscribe());
  }
  return answers;
}

test('unseen, a figure is told of what stands still as it changes, of a network once, and of all again when it is seen', async () => {
  const { flow } = createJoinedFlow();
  const seen$ = new BehaviorSubject(false);
  const unseen = seenFlow(flow, seen$);
  const answers = countAnswers(unseen, ['exact', 'conditional-3', 'learned']);
  await vi.waitFor(() => expect(answers).toEqual({ exact: 1, 'conditional-3': 1, learned: 1 }));
  const end = phase(flow, 'done');
  flow.training.start();
  await end;
  flow.set({ target: 'circles' });
  await vi.waitFor(() => expect(answers).toEqual({ exact: 2, 'conditional-3': 2, learned: 1 }));
  seen$.next(true);
  await vi.waitFor(() => expect(answers.learned).toBeGreaterThan(1));
});

test('unseen, a variant holds back what its flow would', async () => {
  const { flow } = createJoinedFlow();
  const variant = seenFlow(flow, new BehaviorSubject(false)).variant({ schedule: 'cosine' });
  const answers = countAnswers(variant, ['exact', 'learned']);
  await vi.waitFor(() => expect(answers).toEqual({ exact: 1, learned: 1 }));
  flow.set({ target: 'circles' });
  await vi.waitFor(() => expect(answers).toEqual({ exact: 2, learned: 1 }));
});

test('unseen, every question about a network in training is answered once', async () => {
  const { flow } = createJoinedFlow();
  const unseen = seenFlow(flow, new BehaviorSubject(false));
  const model = 'learned';
  const questions: Record<string, Observable<unknown>> = {
    balance: unseen.balance({ model, box: { lower: [0, 0], upper: [1, 1] }, t: 0.5 }),
    trace: unseen.trace({ model, points: [0, 0], at: 0, withJacobians: false }),
    transport: unseen.transport({ model, count: 2 }),
    values: unseen.values({ model, points: [0, 0], t: 0.5 }),
  };
  const answers: Record<string, number> = {};
  const [once, told] = [{ balance: 1, trace: 1, transport: 1, values: 1 }, new Set<unknown>()];
  for (const [name, question] of Object.entries(questions)) {
    const subscription = question.subscribe(() => (answers[name] = (answers[name] ?? 0) + 1));
    onTestFinished(() => subscription.unsubscribe());
  }
  await vi.waitFor(() => expect(answers).toEqual(once));
  const watching = flow.values({ model, points: [0, 0], t: 0.5 }).subscribe((values) => told.add(values));
  onTestFinished(() => watching.unsubscribe());
  const end = phase(flow, 'done');
  flow.training.start();
  await end;
  await vi.waitFor(() => expect(told.size).toBeGreaterThan(1));
  expect(answers).toEqual(once);
});
