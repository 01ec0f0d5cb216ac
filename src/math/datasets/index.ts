export { pointsDataset, type PointsDatasetOptions } from './points-dataset.ts';
export { dataset, datasetNames, type Dataset, type Units } from './registry.ts';
