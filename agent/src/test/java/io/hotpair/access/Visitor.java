package io.hotpair.access;

/** Who comes to a surface; the columns of the matrix, in their order. */
public enum Visitor {
  /** Without credentials. */
  NOBODY,

  /** With wrong ones. */
  WRONG,

  /** With the role read. */
  READ,

  /** With the role operate. */
  OPERATE,

  /** With the role force. */
  FORCE
}
