import { TcpKeepalive } from '../tcp-keepalive';
import { checkWhole } from './check-props';
import { renderDuration } from './render-duration';

/** A `keepalive` block. */
export function renderKeepalive({ retries, time, interval }: TcpKeepalive): object {
  if (retries !== undefined) checkWhole('keepalive.retries', retries, 1, 64);
  return {
    retries,
    time: time && renderDuration('keepalive.time', time, 1000),
    interval: interval && renderDuration('keepalive.interval', interval, 1000),
  };
}
