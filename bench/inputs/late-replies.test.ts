import assert from 'node:assert/strict';
import { it } from 'node:test';
import { textAt, validateEvent } from '@gatehouse/protocol';
import { lateReply, postedReply, replyToken } from './late-replies.ts';

it('postedReply() is sound, the same each time, and answers a directive of its own', () => {
  for (const number of [0, 1, 99]) {
    const reply = postedReply(number, 'gatehouse-secret-bench');
    assert.deepEqual(validateEvent(reply), []);
    assert.deepEqual(postedReply(number, 'gatehouse-secret-bench'), reply);
    assert.equal(textAt(reply, ['event', 'header', 'correlationToken']), replyToken(number));
  }
  assert.notEqual(replyToken(1), replyToken(2));
});

it('lateReply() tells the endpoint and the state that postedReply() posts', () => {
  const { context, event } = postedReply(7, 'gatehouse-secret-bench') as {
    context: { properties: unknown };
    event: { endpoint: { endpointId: string } };
  };
  const { endpointId } = event.endpoint;
  assert.deepEqual(lateReply(7, 'house-7'), { customer: 'house-7', endpointId, properties: context.properties });
});
