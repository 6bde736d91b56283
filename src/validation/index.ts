export { McpGatewayValidation, type McpGatewayValidationProps } from './mcp-gateway-validation';
