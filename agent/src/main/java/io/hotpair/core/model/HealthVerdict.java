package io.hotpair.core.model;

/** What is to be thought of a part of a machine. */
public enum HealthVerdict implements Coded {
  /** It was looked at, and works. */
  OK(1, 0),

  /** It works, with less speed or less to spare. */
  DEGRADED(2, 2),

  /** It works now, and is not to be relied on: what runs here is better off elsewhere. */
  FAILING(3, 3),

  /** It does not work. */
  FAILED(4, 4),

  /** Nothing here tells; never to be taken for ok. */
  UNKNOWN(5, 1);

  private final int code;
  private final int rank;

  HealthVerdict(int code, int rank) {
    this.code = code;
    this.rank = rank;
  }

  /** Whether this is worse than the other: what is unknown lies between ok and degraded. */
  public boolean isWorseThan(HealthVerdict other) {
    return rank > other.rank;
  }

  /** The worse of both. */
  public HealthVerdict or(HealthVerdict other) {
    return other.isWorseThan(this) ? other : this;
  }

  /** The better of both. */
  public HealthVerdict and(HealthVerdict other) {
    return other.isWorseThan(this) ? this : other;
  }

  /** Whether something is known to be wrong. */
  public boolean isBad() {
    return isWorseThan(UNKNOWN);
  }

  /** Whether nothing should rely on it. */
  public boolean isFailing() {
    return isWorseThan(DEGRADED);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String label() {
    return Labels.of(this);
  }
}
