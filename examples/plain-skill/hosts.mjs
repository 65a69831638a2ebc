/** Where Amazon is. `gatehouse exec` sets the variables to a gateway on this machine; without them it is Amazon itself. */
export function readHosts(env) {
  const region = env.SKILL_REGION ?? 'NA';
  const gateways = {
    NA: env.GATEHOUSE_NA_URL ?? 'https://api.amazonalexa.com',
    EU: env.GATEHOUSE_EU_URL ?? 'https://api.eu.amazonalexa.com',
    FE: env.GATEHOUSE_FE_URL ?? 'https://api.fe.amazonalexa.com',
  };
  if (gateways[region] === undefined) throw new TypeError(`SKILL_REGION is ${region}; allowed are NA, EU, FE`);
  return {
    events: `${gateways[region]}/v3/events`,
    token: env.GATEHOUSE_TOKEN_URL ?? 'https://api.amazon.com/auth/o2/token',
  };
}
