package io.hotpair.heartbeat;

import io.hotpair.core.model.site.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * HMAC-SHA-256 (RFC 2104) under a key of its own for each use, derived from the cluster key by HKDF
 * (RFC 5869): a datagram can never pass for a block. Holds one Mac: not for two threads at once.
 */
final class Authenticator {
  /** Bytes of a tag. */
  static final int TAG = 32;

  private final Mac mac;
  private final byte[] tag = new byte[TAG];

  private Authenticator(SecretKey key) throws GeneralSecurityException {
    mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
  }

  static Authenticator forDatagrams(Secret clusterKey, String cluster) {
    return derive(clusterKey, cluster, "hotpair datagram 1");
  }

  static Authenticator forBlocks(Secret clusterKey, String cluster) {
    return derive(clusterKey, cluster, "hotpair block 1");
  }

  private static Authenticator derive(Secret clusterKey, String cluster, String use) {
    byte[] input = clusterKey.bytes();
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(input)
              .addSalt(cluster.getBytes(StandardCharsets.UTF_8))
              .thenExpand(use.getBytes(StandardCharsets.UTF_8), TAG);
      return new Authenticator(KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", parameters));
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("this Java lacks HKDF-SHA256", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks HmacSHA256", e);
    } finally {
      Arrays.fill(input, (byte) 0);
    }
  }

  /** Writes the tag of the first {@code length} bytes to {@code bytes[at]} and what follows. */
  void sign(byte[] bytes, int length, int at) {
    compute(bytes, 0, length);
    System.arraycopy(tag, 0, bytes, at, TAG);
  }

  /** Whether the tag at {@code bytes[at]} is that of the first {@code length} bytes. */
  boolean verify(byte[] bytes, int length, int at) {
    return verify(bytes, 0, length, at);
  }

  /** Whether the tag at {@code bytes[at]} is that of {@code length} bytes from {@code from} on. */
  boolean verify(byte[] bytes, int from, int length, int at) {
    compute(bytes, from, length);
    return MessageDigest.isEqual(tag, Arrays.copyOfRange(bytes, at, at + TAG));
  }

  private void compute(byte[] bytes, int from, int length) {
    try {
      mac.update(bytes, from, length);
      mac.doFinal(tag, 0);
    } catch (ShortBufferException e) {
      throw new AssertionError("the tag's array has the tag's length", e);
    }
  }

  /** Eight bytes that stand for a name where the name itself would be too long. */
  static long identity(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }
}
