package io.hotpair.view;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardState;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.RaidReading;
import java.util.Optional;

/**
 * A shared LUN of a pair.
 *
 * @param pair the pair
 * @param name its name
 * @param device the device here
 * @param identity what the device says that it is, as a WWID; empty if unknown
 * @param arbiter whether its guard decides
 * @param guard what protects it
 * @param guardState the guard's standing as last read
 * @param owner the node that owns it, if any
 * @param holderKey the holder's key as 16 hexadecimal digits; empty if the guard has none
 * @param epoch the epoch of that ownership
 * @param latencyNanos of the last beat block's write; -1 if none yet
 * @param errors reads and writes that failed or timed out since the start
 * @param ownerChanges ownership changes since the start
 * @param changedMillis wall clock of the last change; 0 if never
 * @param registeredKeys who is registered, as {@code blade1 epoch 41}, up to 255 bytes; empty if
 *     nobody is, or the guard has no keys
 * @param atPeer whether the peer's device leads to the same LUN
 * @param raid the array that it lies on
 */
public record LunView(
    PairName pair,
    LunName name,
    String device,
    String identity,
    boolean arbiter,
    GuardKind guard,
    GuardState guardState,
    Optional<NodeName> owner,
    String holderKey,
    Epoch epoch,
    long latencyNanos,
    long errors,
    long ownerChanges,
    long changedMillis,
    String registeredKeys,
    LunMatch atPeer,
    RaidReading raid) {}
