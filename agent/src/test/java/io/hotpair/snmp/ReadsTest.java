package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.agent.CommandProcessor;
import org.snmp4j.agent.DefaultMOServer;
import org.snmp4j.agent.DuplicateRegistrationException;
import org.snmp4j.agent.mo.MOAccessImpl;
import org.snmp4j.agent.mo.MOScalar;
import org.snmp4j.agent.mo.snmp.StorageType;
import org.snmp4j.agent.mo.snmp.VacmMIB;
import org.snmp4j.agent.security.MutableVACM;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.mp.StateReference;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/**
 * {@link Reads} against the framework's own way, octet by octet: the same requests, by everybody
 * who may ask, to two command processors over the same objects.
 */
final class ReadsTest {
  private static final int REQUESTS = 400;
  private static final int LONGEST = Processor.LONGEST_PDU;
  private static final OctetString NO_CONTEXT = new OctetString();
  private static final OID BEFORE = new OID("1.3.6.1.2.1.1.5.0");
  private static final OID BEHIND = new OID("1.3.6.1.6.3.10.2.1.1.0");
  private static final OctetString ENGINE = new OctetString(RunningSurface.ENGINE_ID);
  private static final List<Asker> ASKERS =
      List.of(
          new Asker("local", 0, NO_CONTEXT),
          new Asker("reader", SecurityLevel.AUTH_PRIV, NO_CONTEXT),
          new Asker("commander", SecurityLevel.AUTH_PRIV, NO_CONTEXT),
          new Asker("narrow", SecurityLevel.AUTH_PRIV, NO_CONTEXT),
          new Asker("reader", SecurityLevel.NOAUTH_NOPRIV, NO_CONTEXT),
          new Asker("nobody", SecurityLevel.AUTH_PRIV, NO_CONTEXT),
          new Asker("reader", SecurityLevel.AUTH_PRIV, new OctetString("elsewhere")));

  private final FakeSource source = new FakeSource(wide());
  private final List<OID> cells = new ArrayList<>();
  private final Processing framework;
  private final Processing shipped;
  private int shortAnswers;

  /** Who asks: by community if the level is 0. */
  private record Asker(String name, int level, OctetString context) {}

  /** A request, from which each processor gets a PDU of its own. */
  private record Question(
      Asker asker, int type, int nonRepeaters, int repetitions, int longest, List<OID> oids) {
    PDU pdu() {
      PDU pdu = asker.level() == 0 ? new PDU() : scoped();
      pdu.setType(type);
      pdu.setRequestID(new Integer32(4711));
      if (type == PDU.GETBULK) {
        pdu.setNonRepeaters(nonRepeaters);
        pdu.setMaxRepetitions(repetitions);
      }
      oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
      return pdu;
    }

    Question with(int newRepetitions, int newLongest) {
      return new Question(asker, type, nonRepeaters, newRepetitions, newLongest, oids);
    }

    Question withoutManyRows() {
      return with(
          Math.min(repetitions, Math.max(1, Processor.MOST_BINDINGS / Math.max(1, oids.size()))),
          longest);
    }

    /** What a request for nothing is taken for. */
    Question atLeastOnce() {
      return type == PDU.GETBULK && nonRepeaters <= 0 && repetitions <= 0 ? with(1, longest) : this;
    }

    private ScopedPDU scoped() {
      ScopedPDU pdu = new ScopedPDU();
      pdu.setContextEngineID(ENGINE);
      pdu.setContextName(asker.context());
      return pdu;
    }
  }

  /** One command processor, and what it sent last. */
  private final class Processing extends MessageDispatcherImpl {
    private final CommandProcessor processor;
    private byte[] sent;

    Processing(boolean withReads) throws DuplicateRegistrationException {
      AtomicReference<Locks> locks = new AtomicReference<>(new Locks(7, Map.of()));
      Reading reading = new Reading(new Pages(Mib.TABLES, source, locks::get));
      Reads reads = new Reads(reading);
      processor =
          withReads
              ? new Processor(ENGINE, reads, Runnable::run, (set, answer) -> {}, set -> {})
              : new CommandProcessor(ENGINE);
      DefaultMOServer server = new DefaultMOServer();
      server.addContext(NO_CONTEXT);
      for (OID oid : List.of(BEFORE, BEHIND)) {
        server.register(
            new MOScalar<>(oid, MOAccessImpl.ACCESS_READ_ONLY, new OctetString("neighbour")),
            NO_CONTEXT);
      }
      server.register(new HotpairObject(reading, locks, new FakeSink()), NO_CONTEXT);
      processor.addMOServer(server);
      processor.setVacm(access(server).vacm());
      processor.setCoexistenceProvider(
          new Communities(
              List.of(new SnmpSpec.Community(RunningSurface.secret("local"), "127.0.0.0/8")),
              ENGINE));
    }

    byte[] answer(Question question) {
      sent = null;
      boolean v2c = question.asker().level() == 0;
      processor.processPdu(
          new CommandResponderEvent<>(
              this,
              null,
              new UdpAddress("127.0.0.1/4000"),
              v2c ? MPv2c.ID : MPv3.ID,
              v2c ? SecurityModel.SECURITY_MODEL_SNMPv2c : SecurityModel.SECURITY_MODEL_USM,
              question.asker().name().getBytes(StandardCharsets.US_ASCII),
              v2c ? SecurityLevel.NOAUTH_NOPRIV : question.asker().level(),
              new PduHandle(),
              question.pdu(),
              question.longest(),
              new StateReference<>()));
      return sent;
    }

    @Override
    public <A extends Address> int returnResponsePdu(
        int messageProcessingModel,
        int securityModel,
        byte[] securityName,
        int securityLevel,
        PDU response,
        int maxSizeResponseScopedPdu,
        StateReference<A> reference,
        StatusInformation status) {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      try {
        response.encodeBER(octets);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      sent = octets.toByteArray();
      assertEquals(sent.length, response.getBERLength());
      if (response instanceof EncodedPdu || response instanceof EncodedScopedPdu) {
        shortAnswers++;
      }
      return 0;
    }
  }

  ReadsTest() throws DuplicateRegistrationException {
    framework = new Processing(false);
    shipped = new Processing(true);
    Page page = new Page(Mib.TABLES, new Served(source.get(), new Locks(7, Map.of())));
    for (Cursor cursor = new Cursor(page, Oids.ROOT, true); cursor.hasCell(); cursor.advance()) {
      cells.add(cursor.oid());
    }
  }

  private static Access access(DefaultMOServer server) {
    Access access = new Access(server);
    access.addUser(new OctetString("reader"), AccessRole.READ);
    access.addUser(new OctetString("commander"), AccessRole.FORCE);
    access.addCommunity(new OctetString("community1"));
    OctetString narrow = new OctetString("narrow");
    MutableVACM vacm = access.vacm();
    vacm.addGroup(SecurityModel.SECURITY_MODEL_USM, narrow, narrow, StorageType.volatile_);
    vacm.addAccess(
        narrow,
        NO_CONTEXT,
        SecurityModel.SECURITY_MODEL_USM,
        SecurityLevel.AUTH_PRIV,
        MutableVACM.VACM_MATCH_EXACT,
        narrow,
        NO_CONTEXT,
        NO_CONTEXT,
        StorageType.volatile_);
    view(vacm, narrow, Oids.ROOT, VacmMIB.vacmViewIncluded);
    view(vacm, narrow, Oids.below(Oids.OBJECTS, 3, 1, 5), VacmMIB.vacmViewExcluded);
    view(vacm, narrow, Oids.below(Oids.OBJECTS, 9, 1, 7, 128), VacmMIB.vacmViewExcluded);
    return access;
  }

  private static void view(MutableVACM vacm, OctetString name, OID subtree, int type) {
    vacm.addViewTreeFamily(name, subtree, NO_CONTEXT, type, StorageType.volatile_);
  }

  /** The usual snapshot, with events whose numbers and texts meet every length of a header. */
  private static Snapshot wide() {
    Snapshot usual = SnapshotFixture.snapshot();
    List<Notice> events = new ArrayList<>();
    for (int bits : new int[] {0, 6, 7, 8, 13, 14, 15, 20, 21, 22, 27, 28, 29, 30, 31}) {
      events.add(event(1L << bits));
      events.add(event((2L << bits) - 1));
    }
    return new Snapshot(
        usual.generation(),
        usual.wallMillis(),
        usual.agent(),
        usual.nodes(),
        usual.pairs(),
        usual.paths(),
        usual.luns(),
        usual.resources(),
        usual.fences(),
        usual.operations(),
        events.stream().distinct().toList(),
        usual.targets(),
        usual.health());
  }

  private static Notice event(long number) {
    Notice usual = SnapshotFixture.notice(number, NoticeKind.PATH_DOWN);
    return new Notice(
        number,
        usual.eventId(),
        usual.wallMillis(),
        usual.node(),
        usual.kind(),
        usual.pair(),
        "x".repeat((int) (number * 37 % 260)),
        "y".repeat((int) (number * 41 % 140)),
        usual.newState(),
        usual.reason(),
        usual.epoch(),
        usual.text());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void bothWaysGiveTheSameOctets(long seed) throws IOException {
    Random random = new Random(seed);
    TreeMap<String, Integer> kinds = new TreeMap<>();
    for (int count = 0; count < REQUESTS; count++) {
      Question question = question(random);
      int before = shortAnswers;
      byte[] actual = shipped.answer(question);
      byte[] expected =
          framework.answer(
              (shortAnswers > before ? question : question.withoutManyRows()).atLeastOnce());
      if (expected == null && actual != null) {
        assertFitsAsFarAsItGoes(question, actual);
      } else {
        assertArrayEquals(expected, actual, () -> "seed " + seed + ": " + question);
      }
      kinds.merge(
          PDU.getTypeString(question.type()) + (shortAnswers > before ? " short" : " long"),
          1,
          Integer::sum);
    }
    assertEquals(6, kinds.size(), kinds::toString);
    assertTrue(kinds.values().stream().allMatch(count -> count > REQUESTS / 50), kinds::toString);
  }

  // The framework does not answer a GETBULK whose first row is longer than an answer may be. RFC
  // 3416, section 4.2.3, wants the bindings that fit.
  private void assertFitsAsFarAsItGoes(Question question, byte[] actual) throws IOException {
    assertEquals(PDU.GETBULK, question.type(), question::toString);
    PDU row = decoded(question, framework.answer(question.with(1, LONGEST)));
    PDU answer = decoded(question, actual);
    assertTrue(answer.size() < question.oids().size(), question::toString);
    assertEquals(row.getVariableBindings().subList(0, answer.size()), answer.getVariableBindings());
    assertTrue(actual.length <= question.longest(), question::toString);
    answer.add(row.get(answer.size()));
    assertTrue(answer.getBERLength() > question.longest(), question::toString);
  }

  private static PDU decoded(Question question, byte[] octets) throws IOException {
    PDU pdu = question.asker().level() == 0 ? new PDU() : new ScopedPDU();
    pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(octets)));
    return pdu;
  }

  private Question question(Random random) {
    int type = List.of(PDU.GET, PDU.GETNEXT, PDU.GETBULK).get(random.nextInt(3));
    List<OID> oids = new ArrayList<>();
    for (int count = number(random, 0, 1, 1, 2, 3, 8, 70); count > 0; count--) {
      oids.add(oid(random));
    }
    return new Question(
        ASKERS.get(random.nextInt(random.nextBoolean() ? 2 : ASKERS.size())),
        type,
        number(random, 0, 0, 0, 1, 2, oids.size(), oids.size() + 3, Integer.MAX_VALUE, -1),
        number(random, 0, 1, 2, 10, 50, Integer.MAX_VALUE, Integer.MIN_VALUE, -1),
        number(
            random,
            484,
            484,
            500 + random.nextInt(300),
            500 + random.nextInt(300),
            1_400,
            1_400,
            1_400,
            LONGEST),
        oids);
  }

  private static int number(Random random, int... choice) {
    return choice[random.nextInt(choice.length)];
  }

  private OID oid(Random random) {
    OID cell = cells.get(random.nextInt(cells.size()));
    return switch (random.nextInt(12)) {
      case 0 -> new OID(cell.getValue(), 0, 1 + random.nextInt(cell.size()));
      case 1 -> Oids.below(cell, number(random, 0, 1, -1));
      case 2 -> nearby(cell, random);
      case 3 -> cells.getLast();
      case 4 -> random.nextInt(4) > 0 ? Oids.ROOT : number(random, 0, 1) == 0 ? BEFORE : BEHIND;
      default -> cell;
    };
  }

  private static OID nearby(OID cell, Random random) {
    int[] changed = cell.getValue().clone();
    int place = Oids.ROOT.size() + random.nextInt(changed.length - Oids.ROOT.size());
    changed[place] = number(random, 0, changed[place] + 1, changed[place] - 1, -1, 127, 128);
    return new OID(changed);
  }

  @Test
  void whatStaysInTheMibTakesTheShortWay() {
    for (Asker asker : ASKERS.subList(0, 3)) {
      for (int type : new int[] {PDU.GET, PDU.GETNEXT, PDU.GETBULK}) {
        int before = shortAnswers;
        shipped.answer(new Question(asker, type, 0, 10, LONGEST, List.of(cells.getFirst())));
        assertEquals(before + 1, shortAnswers, asker + " " + PDU.getTypeString(type));
      }
    }
  }
}
