export { verifyToken } from './verify-token';
