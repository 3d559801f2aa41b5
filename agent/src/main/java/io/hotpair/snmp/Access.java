package io.hotpair.snmp;

import io.hotpair.core.model.AccessRole;
import org.snmp4j.agent.MOServer;
import org.snmp4j.agent.mo.snmp.StorageType;
import org.snmp4j.agent.mo.snmp.VacmMIB;
import org.snmp4j.agent.security.MutableVACM;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * Roles as the view-based access control model knows them (RFC 3415). A user needs authentication
 * and privacy for anything; a community reads.
 */
final class Access {
  private static final OctetString EVERYWHERE = new OctetString();
  private static final OctetString COMMUNITY = new OctetString("community");
  private static final OctetString NO_VIEW = new OctetString();
  private static final OctetString READ_VIEW = new OctetString("read");
  private static final OctetString OPERATE_VIEW = new OctetString("operate");
  private static final OctetString FORCE_VIEW = new OctetString("force");
  private static final OctetString EVERY_BIT = new OctetString();

  /** system, snmp, the engine, message processing and USM statistics; no user names, no views. */
  private static final OID[] STANDARD = {
    new OID("1.3.6.1.2.1.1"),
    new OID("1.3.6.1.2.1.11"),
    new OID("1.3.6.1.6.3.10.2.1"),
    new OID("1.3.6.1.6.3.11.2.1"),
    new OID("1.3.6.1.6.3.15.1.1")
  };

  private final VacmMIB vacm;

  /** Access to the contexts of a server, for nobody yet. */
  Access(MOServer server) {
    vacm = new VacmMIB(new MOServer[] {server});
    for (OID subtree : STANDARD) {
      include(READ_VIEW, subtree);
    }
    include(READ_VIEW, Oids.ROOT);
    include(OPERATE_VIEW, Oids.CONTROL_ENTRY);
    vacm.addViewTreeFamily(
        OPERATE_VIEW,
        Oids.CONTROL_FORCE,
        EVERY_BIT,
        VacmMIB.vacmViewExcluded,
        StorageType.volatile_);
    include(FORCE_VIEW, Oids.CONTROL_ENTRY);
    for (AccessRole role : AccessRole.values()) {
      allow(group(role), SecurityModel.SECURITY_MODEL_USM, SecurityLevel.AUTH_PRIV, written(role));
    }
    allow(COMMUNITY, SecurityModel.SECURITY_MODEL_SNMPv2c, SecurityLevel.NOAUTH_NOPRIV, NO_VIEW);
  }

  private static OctetString written(AccessRole role) {
    return switch (role) {
      case READ -> NO_VIEW;
      case OPERATE -> OPERATE_VIEW;
      case FORCE -> FORCE_VIEW;
    };
  }

  private static OctetString group(AccessRole role) {
    return new OctetString(role.label());
  }

  private void include(OctetString view, OID subtree) {
    vacm.addViewTreeFamily(
        view, subtree, EVERY_BIT, VacmMIB.vacmViewIncluded, StorageType.volatile_);
  }

  private void allow(OctetString group, int model, int level, OctetString write) {
    vacm.addAccess(
        group,
        EVERYWHERE,
        model,
        level,
        MutableVACM.VACM_MATCH_EXACT,
        READ_VIEW,
        write,
        NO_VIEW,
        StorageType.volatile_);
  }

  /** Whether a view shows all of HOTPAIR-MIB, so that no cell of it needs to be asked for. */
  static boolean showsAll(OctetString view) {
    return READ_VIEW.equals(view);
  }

  /** Gives a user of SNMPv3 a role. */
  void addUser(OctetString name, AccessRole role) {
    vacm.addGroup(SecurityModel.SECURITY_MODEL_USM, name, group(role), StorageType.volatile_);
  }

  /** Lets the security name of a community read. */
  void addCommunity(OctetString securityName) {
    vacm.addGroup(
        SecurityModel.SECURITY_MODEL_SNMPv2c, securityName, COMMUNITY, StorageType.volatile_);
  }

  /** The model, for the command processor. */
  VacmMIB vacm() {
    return vacm;
  }
}
