package io.hotpair.core.model;

import java.util.Optional;

/**
 * A notice as the deciding code words it; the runtime adds sequence, event id and time.
 *
 * @param kind what it is about
 * @param pair the pair, if it is about one
 * @param subject path, resource or LUN, or an empty text
 * @param oldState what was, or an empty text
 * @param newState what is, or an empty text
 * @param reason why the pair moves, or {@link MoveReason#NONE}
 * @param epoch the pair's epoch as this node knows it
 * @param text one sentence for people
 */
public record NoticeDraft(
    NoticeKind kind,
    Optional<PairName> pair,
    String subject,
    String oldState,
    String newState,
    MoveReason reason,
    Epoch epoch,
    String text) {}
