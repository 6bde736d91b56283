import { Duration } from 'cdk8s';
import { FrontendHttp } from '../frontend-http';
import { checkWhole } from './check-props';
import { renderDuration } from './render-duration';

/** `spec.frontend.http`. */
export function renderFrontendHttp(http: FrontendHttp): object {
  return Object.fromEntries(Object.entries(http).map(([prop, value]: [string, unknown]) => {
    // the API server takes any text as a size; agentgateway takes what it cannot read as none
    if (typeof value === 'number') checkWhole(`http.${prop}`, value, ...limitsOf(prop));
    return [prop, value instanceof Duration ? renderDuration(`http.${prop}`, value, 1000) : value];
  }));
}

function limitsOf(prop: string): [number, number] {
  if (prop === 'http1MaxHeaders') return [1, 4096];
  return prop === 'http2FrameSize' ? [16384, 1677215] : [1, 2 ** 32 - 1];
}
