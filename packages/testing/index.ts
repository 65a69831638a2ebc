/**
 * What the tests of Gatehouse share: a virtual clock, seeded randomness, a log to look at, fakes of each outside
 * party, and contract suites. Only tests import it.
 */
export { createSeededRandom } from '@gatehouse/client/platform';
export { PRINTED_UPDATE } from './notice/printed-update.ts';
export { type IdleProbe, settle } from './platform/settle.ts';
export type { ProcessExit, ProcessOptions } from './platform/spawn-node.ts';
export { type RunningProcess, runProcess, startProcess } from './process.ts';
export { createRecordingLog, type LogLevel, type LogLine, type RecordingLog } from './recording-log.ts';
export type { ScriptedAnswer } from './script/scripted-answer.ts';
export { type ScriptedGateway, type ScriptedGatewayOptions, startScriptedGateway } from './script/scripted-gateway.ts';
export type { ScriptedMatch, ScriptedPath, ScriptedRequest } from './script/scripted-request.ts';
export type { MintedTokens } from './script/token-desk.ts';
export { assertNoSecret, type FoundSecret, findSecrets, maskSecrets, TEST_SECRET_PREFIX } from './secrets.ts';
export { type CommandOptions, runCommand, startCommand } from './start-command.ts';
export type { OpenedStore } from './store/contract-case.ts';
export { type StoreContractOptions, storeContract } from './store-contract.ts';
export { createVirtualClock, type PendingTimer, VIRTUAL_START, type VirtualClock } from './virtual-clock.ts';
