package io.hotpair.snmp;

import io.hotpair.core.model.site.SnmpSpec;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.agent.mo.snmp.CoexistenceInfo;
import org.snmp4j.agent.mo.snmp.CoexistenceInfoProvider;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** SNMPv2c communities, each good for requests from one network only. */
final class Communities implements CoexistenceInfoProvider {
  private final OctetString engineId;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(byte[] community, SourceNetwork network, OctetString securityName) {}

  /**
   * Reads the communities.
   *
   * @throws IllegalArgumentException if a network is not an address and a prefix length
   */
  Communities(List<SnmpSpec.Community> communities, OctetString engineId) {
    this.engineId = engineId;
    for (SnmpSpec.Community community : communities) {
      entries.add(
          new Entry(
              community.name().bytes(),
              SourceNetwork.of(community.network()),
              new OctetString("community" + (entries.size() + 1))));
    }
  }

  /** The security names that communities stand for; they say nothing of the community string. */
  List<OctetString> securityNames() {
    return entries.stream().map(Entry::securityName).toList();
  }

  @Override
  public CoexistenceInfo[] getCoexistenceInfo(OctetString community) {
    List<CoexistenceInfo> fitting = new ArrayList<>();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.community(), community.getValue())) {
        fitting.add(new CoexistenceInfo(entry.securityName(), engineId, new OctetString()));
      }
    }
    return fitting.toArray(CoexistenceInfo[]::new);
  }

  /** Not used: notification targets carry their own community. */
  @Override
  public OctetString getCommunity(
      OctetString securityName, OctetString contextEngineId, OctetString contextName) {
    return null;
  }

  @Override
  public boolean passesFilter(Address address, CoexistenceInfo asked) {
    if (address instanceof UdpAddress peer) {
      for (Entry entry : entries) {
        if (entry.securityName().equals(asked.getSecurityName())) {
          return entry.network().contains(peer.getInetAddress());
        }
      }
    }
    return false;
  }
}
