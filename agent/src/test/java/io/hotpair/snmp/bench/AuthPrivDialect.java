package io.hotpair.snmp.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.smi.OctetString;

/** SNMPv3 of one user with one engine, SHA-256 (RFC 7860) and AES-128 (RFC 3826). */
final class AuthPrivDialect implements Dialect {
  private static final int LARGEST_MESSAGE = 65_507;
  private static final int TAG_OCTETS = 24;
  private static final int KEY_OCTETS = 16;
  private static final byte REPORTABLE = 4;
  private static final byte AUTH_PRIV = 3;
  private static final byte[] NOTHING = {};

  private final byte[] user;
  private final Engine engine;
  private final long bornNanos = System.nanoTime();
  private final Mac mac = Mac.getInstance("HmacSHA256");
  private final Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
  private final SecretKeySpec privacy;
  private long salt = bornNanos;
  private int id;

  /** An authoritative engine (RFC 3414, section 2.2). */
  private record Engine(byte[] id, int boots, int time) {}

  private AuthPrivDialect(String user, String auth, String priv, Engine engine)
      throws GeneralSecurityException {
    this.user = user.getBytes(StandardCharsets.UTF_8);
    this.engine = engine;
    AuthHMAC192SHA256 keys = new AuthHMAC192SHA256();
    mac.init(
        new SecretKeySpec(
            keys.passwordToKey(new OctetString(auth), engine.id()), mac.getAlgorithm()));
    privacy =
        new SecretKeySpec(
            keys.passwordToKey(new OctetString(priv), engine.id()), 0, KEY_OCTETS, "AES");
  }

  /** Finds out the engine of an agent, then its time (RFC 3414, section 4). */
  static AuthPrivDialect with(Wire wire, String user, String auth, String priv)
      throws IOException, GeneralSecurityException {
    byte[] pdu = Requests.get(1, NOTHING);
    BerWriter scoped = new BerWriter();
    int end = scoped.mark();
    scoped.octets(pdu).string(NOTHING).string(NOTHING).wrap(BerWriter.SEQUENCE, end);
    Engine nobody = new Engine(NOTHING, 0, 0);
    byte[] question = message(1, REPORTABLE, nobody, NOTHING, NOTHING, NOTHING, scoped.toBytes());
    byte[] engineId = parameters(wire.ask(question)).content();
    AuthPrivDialect early = new AuthPrivDialect(user, auth, priv, new Engine(engineId, 0, 0));
    BerReader late = parameters(wire.ask(early.wrap(pdu)));
    late.skip();
    return new AuthPrivDialect(
        user, auth, priv, new Engine(engineId, late.integer(), late.integer()));
  }

  private static BerReader parameters(BerReader message) {
    BerReader reader = message.enter(BerWriter.SEQUENCE);
    reader.skip();
    reader.skip();
    return reader.structure(BerWriter.OCTETS).enter(BerWriter.SEQUENCE);
  }

  // RFC 3412, section 6, with the parameters of RFC 3414, section 2.4.
  private static byte[] message(
      int id, int flags, Engine engine, byte[] user, byte[] tag, byte[] salt, byte[] data) {
    BerWriter writer = new BerWriter();
    int end = writer.mark();
    writer.octets(data);
    int parameters = writer.mark();
    writer.string(salt).string(tag).string(user);
    writer.integer(engine.time()).integer(engine.boots()).string(engine.id());
    writer.wrap(BerWriter.SEQUENCE, parameters).wrap(BerWriter.OCTETS, parameters);
    int header = writer.mark();
    writer.integer(3).string(new byte[] {(byte) flags}).integer(LARGEST_MESSAGE).integer(id);
    writer.wrap(BerWriter.SEQUENCE, header).integer(3);
    return writer.wrap(BerWriter.SEQUENCE, end).toBytes();
  }

  @Override
  public byte[] wrap(byte[] pdu) throws GeneralSecurityException {
    int elapsed = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - bornNanos);
    Engine now = new Engine(engine.id(), engine.boots(), engine.time() + elapsed);
    BerWriter scoped = new BerWriter();
    int end = scoped.mark();
    scoped.octets(pdu).string(NOTHING).string(engine.id()).wrap(BerWriter.SEQUENCE, end);
    byte[] salted = ByteBuffer.allocate(Long.BYTES).putLong(++salt).array();
    byte[] encrypted =
        crypt(Cipher.ENCRYPT_MODE, now.boots(), now.time(), salted, scoped.toBytes());
    BerWriter data = new BerWriter().string(encrypted);
    byte[] message =
        message(
            ++id, REPORTABLE | AUTH_PRIV, now, user, new byte[TAG_OCTETS], salted, data.toBytes());
    byte[] tag = Arrays.copyOf(mac.doFinal(message), TAG_OCTETS);
    // Behind it stand the salt and the data, each with its tag and length.
    int place = message.length - data.toBytes().length - (2 + salted.length) - TAG_OCTETS;
    System.arraycopy(tag, 0, message, place, TAG_OCTETS);
    return message;
  }

  private byte[] crypt(int mode, int boots, int time, byte[] salt, byte[] data)
      throws GeneralSecurityException {
    byte[] vector = ByteBuffer.allocate(KEY_OCTETS).putInt(boots).putInt(time).put(salt).array();
    cipher.init(mode, privacy, new IvParameterSpec(vector));
    return cipher.doFinal(data);
  }

  @Override
  public BerReader unwrap(BerReader message) throws GeneralSecurityException {
    byte[] whole = message.rest();
    BerReader reader = new BerReader(whole, 0, whole.length).enter(BerWriter.SEQUENCE);
    reader.skip();
    reader.skip();
    BerReader told = reader.structure(BerWriter.OCTETS).enter(BerWriter.SEQUENCE);
    told.skip();
    int boots = told.integer();
    int time = told.integer();
    told.skip();
    byte[] tag = told.content();
    Arrays.fill(whole, told.place() - tag.length, told.place(), (byte) 0);
    if (!MessageDigest.isEqual(tag, Arrays.copyOf(mac.doFinal(whole), TAG_OCTETS))) {
      throw new IllegalStateException("an answer is not authentic");
    }
    byte[] plain = crypt(Cipher.DECRYPT_MODE, boots, time, told.content(), reader.content());
    BerReader scoped = new BerReader(plain, 0, plain.length).enter(BerWriter.SEQUENCE);
    scoped.skip();
    scoped.skip();
    return scoped;
  }
}
