import { PartError } from './part-error';
import { rustDebugString } from './rust-debug-string';

/**
 * JSON that does not parse, or not as what is expected, in the words and with the position of serde_json, the parser of agentgateway.
 * Lines count from 1; the column is the number of bytes of that line that were read.
 */
export class JsonError extends PartError {
  readonly line: number;
  readonly column: number;

  constructor(readonly reason: string, text: Buffer, readonly offset: number) {
    let line = 1;
    let lineStart = 0;
    for (let index = text.indexOf(0x0a); index !== -1 && index < offset; index = text.indexOf(0x0a, index + 1)) {
      line++;
      lineStart = index + 1;
    }
    super(`Json(Error(${rustDebugString(reason)}, line: ${line}, column: ${offset - lineStart}))`);
    this.line = line;
    this.column = offset - lineStart;
  }
}
