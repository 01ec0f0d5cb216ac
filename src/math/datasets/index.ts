export { drawnData, type DrawnData } from './drawn-data.ts';
export { pointsDataset, type PointsDatasetOptions } from './points-dataset.ts';
export { rasterDataset, type RasterOptions } from './raster.ts';
export { dataset, datasetNames, type Dataset, type Units } from './registry.ts';
export { silvermanBandwidth } from './silverman-bandwidth.ts';
