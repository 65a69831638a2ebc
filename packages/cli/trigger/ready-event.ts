import type { AlexaEvent, NoticeContent } from '@gatehouse/protocol';

/** What a ready-made event is made of when it is triggered: times in milliseconds since the epoch. */
export interface ReadyMoment {
  readonly now: number;
  readonly messageId: string;
}

/** A notice that needs no more than whom it is for. */
export interface ReadyNotice {
  readonly type: 'notice';
  /** As on the command line. */
  readonly name: string;
  /** What it says, in words. */
  readonly about: string;
  /** Places of the payload that may be set beside those that are. */
  readonly more?: readonly string[];
  create(moment: ReadyMoment): NoticeContent;
}

/** An event of the smart home that needs no more than whose it is. */
export interface ReadyMessage {
  readonly type: 'message';
  readonly name: string;
  readonly about: string;
  /** Short names of places in the message, which `--set` takes beside the places themselves. */
  readonly places: Readonly<Record<string, string>>;
  create(moment: ReadyMoment): AlexaEvent;
}

/** Something that `gatehouse trigger` sends. */
export type ReadyEvent = ReadyMessage | ReadyNotice;
