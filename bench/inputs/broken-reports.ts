import { changeReports } from './change-reports.ts';

const [first = ''] = changeReports;

/** One break each, in the first change report: whoever takes one of them does not check what the bench is about. */
export const brokenReports: readonly string[] = [
  first.replace('"value":0', '"value":101'),
  first.replace('"value":0', '"value":"0"'),
  first.replace('"value":"OFF"', '"value":"off"'),
  first.replace('"name":"brightness"', '"name":"brightnes"'),
  first.replace('Alexa.EndpointHealth', 'Alexa.EndpointWealth'),
  first.replace('PHYSICAL_INTERACTION', 'PHYSICAL'),
  first.replace('"payloadVersion":"3"', '"payloadVersion":"2"'),
  first.replace(/"scope":\{.*?\},/, ''),
  first.replace('"timeOfSample":"2026', '"timeOfSample":"26'),
  first.replace(/"timeOfSample":"[^"T]*T/, '"timeOfSample":"2026-02-30T'),
  first.replace(/(T\d\d:\d\d):\d\d/, '$1:60'),
  first.replace(/"properties":\[(\{[^[]*?\}),(?=\{)/, '"properties":[$1,$1,'),
  first.replace('"uncertaintyInMilliseconds":0', '"uncertaintyInMilliseconds":-1'),
  first.replace('"uncertaintyInMilliseconds":0', '"uncertainty":0'),
  first.replace('"change":', '"changes":'),
  first.replace('"messageId":"', '"messageId":" '),
];
