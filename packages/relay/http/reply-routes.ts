import { GatehouseError } from '@gatehouse/protocol';
import { eventOperations } from '../openapi/event-operations.ts';
import { parseReply } from '../reply/given-reply.ts';
import type { ReplyDesk } from '../reply/reply-desk.ts';
import type { ApiRoute } from './api-route.ts';
import { checkId } from './read-request.ts';

/** The longest correlation token that a path may carry; those of Alexa are opaque, and some have hundreds of characters. */
const LONGEST_TOKEN = 2_048;

/**
 * `POST /v1/replies/{correlationToken}`: the late answer to a directive, `{properties?, payload?, error?}`. Answers 202
 * with the id of its event after the commit; 404 when no such directive is remembered, 410 when Alexa does not wait
 * for it any more.
 */
export function replyRoutes(replies: ReplyDesk): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/v1/replies/:token',
      operation: eventOperations.acceptReply,
      commits: true,
      handle: async request => {
        const { token = '' } = request.params;
        if (token === '' || token.length > LONGEST_TOKEN) {
          const message = `Cannot use the path's correlation token; allowed are 1 to ${LONGEST_TOKEN} characters`;
          throw new GatehouseError('invalid-request', message);
        }
        const reply = parseReply(request.body);
        if (reply.customer !== undefined) checkId(reply.customer, 'the customer', '/customer');
        return { status: 202, body: await replies.acceptReply(token, reply) };
      },
    },
  ];
}
