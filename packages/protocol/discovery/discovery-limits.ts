/** The limits of discovery, each with the unit in its name. Source: fact sheet 4. */
export const discoveryLimits: Readonly<{
  endpointsPerMessage: number;
  endpointsPerCustomer: number;
  capabilitiesPerEndpoint: number;
  reportBytes: number;
  cookieBytes: number;
  endpointIdCharacters: number;
  nameCharacters: number;
  friendlyNameCharacters: number;
  attributeCharacters: number;
}> = {
  endpointsPerMessage: 300,
  endpointsPerCustomer: 300,
  capabilitiesPerEndpoint: 100,
  reportBytes: 256 * 1024,
  cookieBytes: 5000,
  endpointIdCharacters: 256,
  nameCharacters: 128,
  friendlyNameCharacters: 256,
  attributeCharacters: 256,
};
