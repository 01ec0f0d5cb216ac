export { addRows, addTransposedProduct, product, transpose } from './products';
export { elu, relu, selu, silu, softplus, tanh } from './activations';
export { adam, matchingLoss, scale, sgd, squaredNorm } from './learning';
