package io.hotpair.mbeans;

/** How much a notice matters to the person on call. */
public enum Severity implements Word {
  /** For the record. */
  INFORMATION(1),

  /** Protection is reduced; look at it in working hours. */
  WARNING(2),

  /** Service or protection is lost; look now. */
  ALARM(3);

  private final int code;

  Severity(int code) {
    this.code = code;
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
