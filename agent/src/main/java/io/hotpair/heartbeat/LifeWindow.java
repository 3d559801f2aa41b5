package io.hotpair.heartbeat;

import io.hotpair.core.model.BootId;
import java.util.function.LongSupplier;

/**
 * Lets each beat of the peer's present life through once, in order; one for each peer and path.
 *
 * <p><b>Within a life</b> a datagram counts only if its sequence, and for equal sequences its part,
 * is above the newest that counted. What the network repeats or overtakes is dropped; the next beat
 * says it all again.
 *
 * <p><b>A new life</b> (another boot id) could as well be the recording of an old one, and an old
 * life's "I am active" must never be heard again. So each side sends a random challenge in every
 * datagram, and the other sends the last one back. A boot id becomes the present life only with a
 * datagram that answers the challenge of this moment; then a new challenge is drawn. A recording
 * can't do that: whatever was recorded answers challenges that are no more, those of an earlier
 * life of this node included.
 *
 * <p><b>No deadlock:</b> the answer that goes out is to the present life's challenge, or to the
 * last stranger's while there is none. A restarted peer hears this node's challenge in whatever
 * this node sends, answers it, becomes the present life, and only then gets its own challenge
 * answered: three datagrams. Two fresh nodes answer each other at once.
 *
 * <p>The reader thread calls {@link #admit}, the deciding thread {@link #proof}.
 */
final class LifeWindow {
  private final LongSupplier random;

  private BootId life = BootId.NONE;
  private long sequence;
  private int part;
  private volatile DatagramCodec.Proof proof;

  /**
   * @param random unpredictable numbers
   */
  LifeWindow(LongSupplier random) {
    this.random = random;
    this.proof = new DatagramCodec.Proof(draw(), 0);
  }

  /** What this node's next datagram must carry. */
  DatagramCodec.Proof proof() {
    return proof;
  }

  /** Judges an authentic datagram. */
  Verdict admit(BootId boot, long sequence, int part, DatagramCodec.Proof theirs) {
    if (boot.equals(life)) {
      return admitNext(sequence, part, theirs);
    }
    DatagramCodec.Proof mine = proof;
    if (theirs.answer() == mine.challenge()) {
      life = boot;
      this.sequence = sequence;
      this.part = part;
      proof = new DatagramCodec.Proof(draw(), theirs.challenge());
      return Verdict.FRESH;
    }
    boolean nobodyYet = life.equals(BootId.NONE);
    if (nobodyYet) {
      proof = new DatagramCodec.Proof(mine.challenge(), theirs.challenge());
    }
    return nobodyYet || theirs.answer() == 0 ? Verdict.INTRODUCTION : Verdict.UNPROVEN;
  }

  private Verdict admitNext(long sequence, int part, DatagramCodec.Proof theirs) {
    if (sequence < this.sequence || (sequence == this.sequence && part <= this.part)) {
      return Verdict.REPLAY;
    }
    this.sequence = sequence;
    this.part = part;
    if (proof.answer() != theirs.challenge()) {
      proof = new DatagramCodec.Proof(proof.challenge(), theirs.challenge());
    }
    return Verdict.FRESH;
  }

  private long draw() {
    long drawn = random.getAsLong();
    return drawn == 0 ? 1 : drawn;
  }

  /** What is to be done with an authentic datagram. */
  enum Verdict {
    /** It counts. */
    FRESH,

    /** It is not newer than what counted already. */
    REPLAY,

    /** The first words of a life that has not heard this node yet; to be answered, not believed. */
    INTRODUCTION,

    /** Of another life, with an answer that is wrong: most likely a recording. */
    UNPROVEN
  }
}
