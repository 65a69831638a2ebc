/** Alexa calls the function of her own region: these three are where smart home skills may have theirs. */
const REGIONS = { 'us-east-1': 'NA', 'eu-west-1': 'EU', 'us-west-2': 'FE' };

// #region handler
/** The skill's AWS Lambda function: hands the directive to the relay, and answers what the relay answers. */
export async function handler(event) {
  const { RELAY_URL, RELAY_API_KEY, AWS_REGION } = process.env;
  const headers = { 'content-type': 'application/json' };
  if (REGIONS[AWS_REGION]) headers['gatehouse-region'] = REGIONS[AWS_REGION];
  if (RELAY_API_KEY) headers.authorization = `Bearer ${RELAY_API_KEY}`;
  const signal = AbortSignal.timeout(7_800);
  const answer = await fetch(`${RELAY_URL}/v1/directives`, {
    method: 'POST',
    headers,
    body: JSON.stringify(event),
    signal,
  });
  if (answer.ok) return answer.json();
  // To Alexa a function that fails is a skill that does not answer; the line is for its log.
  throw new Error(`The relay answered ${answer.status} ${await answer.text()}`);
}
// #endregion
