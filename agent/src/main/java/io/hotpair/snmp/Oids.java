package io.hotpair.snmp;

import org.snmp4j.smi.OID;

/** Where the MIB's parts stand. */
final class Oids {
  /**
   * The root of HOTPAIR-MIB, here and nowhere else in the agent; mib/README.md tells how to move
   * it.
   */
  static final OID ROOT = new OID("1.3.6.1.4.1.32473.1");

  /** The enterprise number in it, which also begins the engine id (RFC 3411, section 5). */
  static final int ENTERPRISE = ROOT.get(ROOT.size() - 2);

  /** {@code hotpairNotifications}; a notification is its kind's code below it. */
  static final OID NOTIFICATIONS = below(ROOT, 0);

  /** {@code hotpairObjects}. */
  static final OID OBJECTS = below(ROOT, 1);

  /** {@code hotpairControlEntry}. */
  static final OID CONTROL_ENTRY = below(OBJECTS, 11, 1, 1);

  /** {@code hotpairControlForce}: apart from the other columns for access control. */
  static final OID CONTROL_FORCE = below(CONTROL_ENTRY, Control.FORCE);

  private Oids() {}

  /** A node below another. */
  static OID below(OID parent, int... more) {
    return new OID(parent.getValue(), more);
  }
}
