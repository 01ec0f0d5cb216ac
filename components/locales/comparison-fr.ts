/** Rows by which figures are compared. */
export const comparedRows: Readonly<Record<string, string>> = {
  'source': 'source', 'target': 'données', 'data-count': 'nombre de données', 'targets': 'cibles', 'condition': 'condition', 'guidance': 'guidage', 'generator': 'générateur', 'checkpoint': 'pas', 'schedule': 'calendrier', 'coupling': 'couplage', 'seed': 'graine', 'field': 'champ', 'draws': 'tirages', 'view': 'vue', 'layers': 'couches',
  'solver': 'méthode', 'steps': 'pas', 'tolerance': 'tolérance', 'noise': 'niveau de bruit', 'count': 'points', 'batch': 'lot', 'objective': 'objectif', 'optimizer': 'optimiseur', 'momentum': 'inertie',
  'learning-rate': 'pas d’apprentissage', 'warmup': 'échauffement', 'clip-norm': 'norme maximale', 'epsilon': 'entropie', 'hidden-layers': 'couches cachées', 'activation': 'activation',
  'time-features': 'fréquences de t', 'engine': 'moteur', 'pairs': 'paires', 'until': 'temps d’arrivée', 'box': 'boîte', 'plan-batch': 'lot du plan', 'sinkhorn-rounds': 'tours de Sinkhorn',
};
/** Values of ours; laws, schedules and solvers are called as they are written. */
export const comparedValues: Readonly<Record<string, string>> = {
  'independent': 'indépendant', 'ot': 'transport optimal', 'sinkhorn': 'transport entropique', 'linear': 'linéaire', 'cosine': 'cosinus', 'variance-preserving': 'à variance préservée',
  'flow': 'flot', 'law': 'loi', 'exact': 'exact', 'learned': 'appris', 'both': 'exact et appris', 'difference': 'écart', 'conditional': 'conditionnel', 'marginal': 'marginal', 'flow-matching': 'vitesse', 'mean-flow': 'vitesse moyenne', 'auto': 'automatique', 'plane': 'plan', 'spacetime': 'espace-temps', 'volume': 'volume',
};

/** A coupling that is followed by the pairs that it makes at a time, or by its epsilon. */
export function comparedCoupling(attribute: string, value: string, number: (value: number, digits?: number) => string): string | undefined {
  const [name, size] = value.split(' ');
  if (attribute !== 'coupling' || size === undefined) return undefined;
  const digits = size.split('.')[1]?.length ?? 0;
  return `${comparedValues[name] ?? name}, ${name === 'ot' ? 'par groupes de' : 'epsilon'} ${number(Number(size), digits)}`;
}
