import type { AskSaying, AskWords } from '../ask/index.ts';
import { quoted } from './quoted-french.ts';
import type { Speech } from './speech.ts';
import { f } from './typeset-french.ts';

/** What is said to a reader who is asked before the figure tells, in French. */
export const ask = ({ number }: Speech): AskWords => {
  const names = {
    'velocity': 'vitesse', 'score': 'score', 'data': 'moyenne des données', 'noise': 'moyenne du bruit', 'end': 'arrivée', 'density': 'densité', 'log-density': 'log-densité', 'mass': 'masse', 'flux': 'flux',
  };
  const questions = (time: number) => ({
    'velocity': f`Dans quel sens va le flot à la croix, et à quelle vitesse ? Tracez une flèche de là jusqu’où sa vitesse mène en ${number(time, 2)} de temps, dans le sens où la figure avance.`,
    'score': f`Vers où la densité croît-elle à la croix ? Tracez de là une flèche longue de σ² fois le score.`,
    'data': f`De toutes les paires dont les chemins passent par la croix : où est la moyenne de leurs données ? Glissez-y un point.`,
    'noise': f`De toutes les paires dont les chemins passent par la croix : où est la moyenne de leurs bruits ? Glissez-y un point.`,
    'end': f`Où le flot mène-t-il le point à la croix ? Glissez-y un point.`,
    'density': f`Quelle est la densité à la croix ?`,
    'log-density': f`Quelle est la log-densité des données à la croix ?`,
    'mass': f`Quelle part de toute la masse, 1, est dans la boîte ?`,
    'flux': f`Combien de masse quitte la boîte par unité de t, moins ce qui y entre ?`,
  });
  return {
    question: (quantity, time) => questions(time)[quantity],
    name: (quantity) => names[quantity],
    keys: f`La croix est la réponse : Entrée la donne, Échap la retire.`,
    answer: 'Répondre',
    again: 'Autre question',
    score(form, { distance, error, score, angleDeg, lengthRatio }, truth) {
      const worth = f`Note : ${number(100 * score)}\u00a0%.`;
      if (form === 'arrow') return `Votre flèche fait un angle de ${number(angleDeg ?? 0)}° avec la vraie, et sa longueur est ${number(lengthRatio ?? 0, 2)} fois la sienne. ${worth}`;
      if (form === 'point') return f`Votre point est à ${number(distance, 2)} du vrai, soit ${number(100 * error)}\u00a0% du chemin depuis la croix. ${worth}`;
      return f`La réponse est ${number(truth, 3)} ; la vôtre en est à ${number(distance, 3)}. ${worth}`;
    },
    unknown: f`Ce qui est demandé n’est pas connu ici : rien ne peut être noté.`,
  };
};

type AskErrors = { readonly [Key in AskSaying['key']]: (values: Extract<AskSaying, { readonly key: Key }>) => string };

/** What can be wrong with what is asked, in French. */
export const askErrors = (or: Speech['or']): AskErrors => ({
  askNothing: ({ ask: quantity, telling }) => f`${quoted(quantity)} se demande d’une sonde, et il n’y en a pas ; ajoutez-en une, par exemple probe="${telling}".`,
  askUnfit: ({ ask: quantity, probe, known }) => f`${quoted(quantity)} n’est pas ce que dit probe="${probe}" ; prenez ${or(known.map(quoted))}.`,
  askOverTime: ({ ask: quantity }) => f`On répond à ${quoted(quantity)} en glissant, ce qui tourne une figure en 3D au cours du temps ; prenez une autre vue, par exemple view="plane".`,
});
