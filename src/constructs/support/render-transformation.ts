import { MessageTransformation, Transformation } from '../transformation';
import { renderHeaders } from './render-filters';

/** A `transformation` block. */
export function renderTransformation({ request, response }: Transformation): object {
  return { request: renderMessage(request), response: renderMessage(response) };
}

function renderMessage(message?: MessageTransformation): object | undefined {
  return message && {
    set: renderHeaders(message.set),
    add: renderHeaders(message.add),
    remove: message.remove && [...message.remove].sort(),
    body: message.body,
    metadata: message.metadata,
  };
}
