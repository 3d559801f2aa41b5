package io.hotpair.snmp;

import io.hotpair.core.model.NodeName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SNMP engine ids (RFC 3411, section 5). */
public final class EngineId {
  private static final int MADE_FROM_ENTERPRISE = 0x8000_0000;
  private static final byte FORMAT_OCTETS = 5;
  private static final int DIGEST_OCTETS = 16;

  private EngineId() {}

  /**
   * The engine id of a node: the same after every start and every new installation, different for
   * each node of each site, and without anything to keep.
   *
   * @param cluster the site's name
   * @param node the node
   * @return 21 octets: enterprise number, format, and a digest of both names
   */
  public static byte[] of(String cluster, NodeName node) {
    byte[] names = (cluster + "/" + node).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(names);
      return ByteBuffer.allocate(Integer.BYTES + 1 + DIGEST_OCTETS)
          .putInt(Oids.ENTERPRISE | MADE_FROM_ENTERPRISE)
          .put(FORMAT_OCTETS)
          .put(digest, 0, DIGEST_OCTETS)
          .array();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
