export { buildGateway } from './build-gateway';
export type * from './effective-gateway';
