export { conditioned, lawOfClass, type Classes, type Condition } from './conditions.ts';
export { fitMixture, fitMixtureInPieces, type MixtureFit, type MixtureFitOptions } from './mixture-fit.ts';
export { mixtureLogLikelihood } from './mixture-log-likelihood.ts';
export { pictureDecoder, type PictureCode, type PictureDecoder } from './picture-code.ts';
export { principalAxes, principalAxesInPieces, type PrincipalAxes } from './principal-axes.ts';
export { decode, encode } from './principal-code.ts';
export { probabilisticPca, probabilisticPcaInPieces, type ProbabilisticPca } from './probabilistic-pca.ts';
export { tiltedLaw } from './tilted-law.ts';
