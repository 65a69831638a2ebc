import type { NoticeLocale } from '@gatehouse/protocol';

/** The words after `gatehouse trigger NAME`. */
export interface TriggerOptions {
  /** Each `PATH=VALUE`. */
  readonly set: readonly string[];
  readonly list?: true;
  readonly preview?: true;
  readonly json?: true;
  /** The address of a relay or of a gateway. */
  readonly to?: string;
  /** Whose event, at a relay; default: the sample home's. */
  readonly customer?: string;
  readonly skill: string;
  readonly user: string;
  readonly everybody?: true;
  readonly reference?: string;
  readonly stage?: 'development' | 'live';
  readonly region?: string;
  /** What a preview is told in. */
  readonly locale: NoticeLocale;
}

/** What a command ends with: text for stdout and stderr, and an exit code other than 0. */
export interface TriggerResult {
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
}
