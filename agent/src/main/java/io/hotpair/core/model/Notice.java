package io.hotpair.core.model;

import java.util.Optional;

/**
 * An event as every surface shows it: log, MBean, SNMP, history, all with the same event id.
 *
 * @param sequence counts this node's events over restarts, from 1
 * @param eventId {@code node:sequence}, unique in the site
 * @param wallMillis milliseconds since 1970 by this node's wall clock; for reading, never for
 *     deciding
 * @param node the node that reports
 * @param kind what it is about
 * @param pair the pair, if it is about one
 * @param subject path, resource or LUN, or an empty text
 * @param oldState what was, or an empty text
 * @param newState what is, or an empty text
 * @param reason why the pair moves, or {@link MoveReason#NONE}
 * @param epoch the pair's epoch as the node knew it
 * @param text one sentence for people
 */
public record Notice(
    long sequence,
    String eventId,
    long wallMillis,
    NodeName node,
    NoticeKind kind,
    Optional<PairName> pair,
    String subject,
    String oldState,
    String newState,
    MoveReason reason,
    Epoch epoch,
    String text) {
  /** Stamps a draft. */
  public static Notice of(NoticeDraft draft, NodeName node, long sequence, long wallMillis) {
    return new Notice(
        sequence,
        node + ":" + sequence,
        wallMillis,
        node,
        draft.kind(),
        draft.pair(),
        draft.subject(),
        draft.oldState(),
        draft.newState(),
        draft.reason(),
        draft.epoch(),
        draft.text());
  }

  /** How much it matters. */
  public Severity severity() {
    return kind.severity();
  }
}
