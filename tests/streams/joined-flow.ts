import { filter, firstValueFrom } from 'rxjs';
import { onTestFinished } from 'vitest';
import { createFlow, workerCompute, type CloudSpec, type Compute, type Flow, type FlowParameters } from '../../src/streams/index.ts';
import { all } from '../../src/worker/abilities-all.ts';
import { serve } from '../../src/worker/host.ts';
import { createClient, createPool, handshake, type WorkerClient } from '../../src/worker/index.ts';

export const SMALL: Partial<FlowParameters> = { target: 'moons', seed: 3, hiddenLayers: [8], batch: 16, steps: 30 };
export const SMALL_CLOUD: Partial<CloudSpec> = { count: 50, steps: 4 };

export interface JoinedFlow {
  readonly flow: Flow;
  /** How many workers were started so far. */
  workers(): number;
  /** End the latest worker as a browser does that has to: its task is gone, its page hears of it. */
  kill(): void;
}

/** Workers that are real hosts in this process. */
export function joinedCompute(): Omit<JoinedFlow, 'flow'> & { readonly compute: Compute } {
  let workers = 0;
  let kill = (): void => undefined;
  // Last of all, when whoever asked them has left.
  const clients: WorkerClient[] = [];
  onTestFinished(() => clients.forEach((client) => client.close()));
  const pool = createPool(() => {
    workers++;
    const { port1, port2 } = new MessageChannel();
    const client = createClient(handshake(() => port1));
    const end = serve(port2, all);
    clients.push(client);
    kill = () => {
      end();
      port1.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    };
    return client;
  }, 2);
  return { compute: workerCompute((...wanted) => pool.acquire(...wanted)), workers: () => workers, kill: () => kill() };
}

export function createJoinedFlow(parameters: Partial<FlowParameters> = {}): JoinedFlow {
  const { compute, ...joined } = joinedCompute();
  return { flow: createFlow({ ...SMALL, ...parameters }, { compute }), ...joined };
}

export const phase = (flow: Flow, name: string) => firstValueFrom(flow.training.state$.pipe(filter((state) => state.phase === name)));
