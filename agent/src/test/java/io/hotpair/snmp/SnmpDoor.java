package io.hotpair.snmp;

import io.hotpair.access.Door;
import io.hotpair.access.Request;
import io.hotpair.access.Visitor;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Surface;
import io.hotpair.view.CommandSink;
import io.hotpair.view.FakeDeliveries;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.SnapshotSource;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** SNMP in one of its versions: every kind of request, every writable object, every action. */
public final class SnmpDoor implements Door {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
  private static final int[] ERP = {3, 'e', 'r', 'p'};
  private static final OctetString NOBODY = new OctetString("nobody");
  private static final String SET_ANOTHER = "set sysName";
  private static final Map<Visitor, String> USERS =
      Map.of(
          Visitor.WRONG, RunningSurface.OPERATOR,
          Visitor.READ, RunningSurface.READER,
          Visitor.OPERATE, RunningSurface.OPERATOR,
          Visitor.FORCE, RunningSurface.COMMANDER);

  /** The versions, and what security SNMPv3 is asked with. */
  public enum Kind {
    /** SNMPv1. */
    V1("snmp-v1"),

    /** SNMPv2c. */
    V2C("snmp-v2c"),

    /** SNMPv3 without authentication and privacy. */
    OPEN("snmp-v3-noAuthNoPriv"),

    /** SNMPv3 without privacy. */
    READABLE("snmp-v3-authNoPriv"),

    /** SNMPv3 with both. */
    SECURE("snmp-v3");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private final Kind kind;
  private final SnmpSurface surface;
  private final MibFile mib = MibFile.read();
  private final Snmp right = session(RunningSurface.AUTH);
  private final Snmp wrong = session("another phrase");

  /** Opens it. */
  public SnmpDoor(Kind kind, SnapshotSource source, CommandSink sink) throws IOException {
    this.kind = kind;
    surface =
        new SnmpSurface(
            RunningSurface.spec(0, Map.of()),
            SnapshotFixture.BLADE1,
            source,
            sink,
            new FakeFeed(),
            new FakeDeliveries(),
            RunningSurface.ENGINE_ID,
            () -> 1,
            Thread.ofPlatform().daemon().name("door-snmp-", 0).factory());
    surface.start();
  }

  // With the operator's passphrase; the commander's is right, for the commander asks in between.
  private static Snmp session(String passphrase) throws IOException {
    CounterSupport counters = new CounterSupport();
    OctetString engineId = new OctetString(MPv3.createLocalEngineID());
    USM usm = new USM(Users.protocols(), engineId, 1, counters);
    usm.addUser(new UsmUser(NOBODY, null, null, null, null));
    RunningSurface.spec(0, Map.of())
        .users()
        .forEach(
            (name, user) -> {
              UsmUser known = Users.of(name, user);
              usm.addUser(
                  name.equals(RunningSurface.OPERATOR)
                      ? new UsmUser(
                          known.getSecurityName(),
                          known.getAuthenticationProtocol(),
                          new OctetString(passphrase),
                          known.getPrivacyProtocol(),
                          known.getPrivacyPassphrase())
                      : known);
            });
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv1());
    dispatcher.addMessageProcessingModel(new MPv2c());
    dispatcher.addMessageProcessingModel(
        new MPv3(
            engineId.getValue(),
            null,
            Users.protocols(),
            SecurityModels.getCollection(new SecurityModel[] {usm}),
            counters));
    Snmp snmp = new Snmp(dispatcher);
    snmp.addTransportMapping(
        new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0), false));
    snmp.listen();
    return snmp;
  }

  @Override
  public String name() {
    return kind.word;
  }

  @Override
  public Surface surface() {
    return Surface.SNMP;
  }

  @Override
  public Set<String> verbs() {
    Set<String> verbs = new TreeSet<>(Set.of("get", "getNext", SET_ANOTHER));
    if (kind != Kind.V1) {
      verbs.addAll(Set.of("getBulk", "inform"));
    }
    verbs.addAll(writable());
    verbs.addAll(orders());
    return verbs;
  }

  private Set<String> writable() {
    return mib.objects.values().stream()
        .filter(object -> object.access().equals("read-write"))
        .map(object -> "set " + object.name() + " alone")
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> orders() {
    Set<String> orders = new TreeSet<>();
    for (Action action : Action.values()) {
      if (action != Action.NONE) {
        orders.add(Request.of(action, "").verb());
      }
    }
    orders.add(new Request(Action.SWITCHOVER, "", "", true).verb());
    return orders;
  }

  @Override
  public String attempt(Visitor visitor, String verb) throws Exception {
    return switch (verb) {
      case "get" -> send(visitor, PDU.GET, new VariableBinding(SYS_NAME));
      case "getNext" -> send(visitor, PDU.GETNEXT, new VariableBinding(Oids.ROOT));
      case "getBulk" -> send(visitor, PDU.GETBULK, new VariableBinding(Oids.ROOT));
      case "inform" -> send(visitor, PDU.INFORM, new VariableBinding(SYS_NAME));
      case SET_ANOTHER ->
          send(visitor, PDU.SET, new VariableBinding(SYS_NAME, new OctetString("mine")));
      case "set hotpairControlLock alone" -> send(visitor, PDU.SET, lock());
      case "set hotpairControlTarget alone" -> send(visitor, PDU.SET, erp("Target", text("vpe1")));
      case "set hotpairControlRequestId alone" ->
          send(visitor, PDU.SET, erp("RequestId", text("alone")));
      case "set hotpairControlAction alone" ->
          send(visitor, PDU.SET, erp("Action", new Integer32(Action.SWITCHOVER.code())));
      case "set hotpairControlForce alone" ->
          send(visitor, PDU.SET, erp("Force", new Integer32(1)));
      default -> throw new AssertionError("nobody knows how to try " + verb);
    };
  }

  @Override
  public String order(Visitor visitor, Request request) throws Exception {
    return sent(visitor, request).call();
  }

  @Override
  public Callable<String> sent(Visitor visitor, Request request) throws IOException {
    List<VariableBinding> bindings =
        new ArrayList<>(
            List.of(
                lock(),
                erp("RequestId", text(request.requestId())),
                erp("Action", new Integer32(request.action().code()))));
    if (!request.target().isEmpty()) {
      bindings.add(erp("Target", text(request.target())));
    }
    if (request.force()) {
      bindings.add(erp("Force", new Integer32(1)));
    }
    return () -> send(visitor, PDU.SET, bindings.toArray(VariableBinding[]::new));
  }

  private VariableBinding lock() throws IOException {
    OID oid = mib.cell("hotpairControlLock", ERP);
    PDU read = ask(right, commander(), pdu(Kind.SECURE, PDU.GET, new VariableBinding(oid)));
    return new VariableBinding(oid, read.get(0).getVariable());
  }

  private VariableBinding erp(String column, Variable value) {
    return new VariableBinding(mib.cell("hotpairControl" + column, ERP), value);
  }

  private static OctetString text(String text) {
    return new OctetString(text);
  }

  /**
   * What comes back before the answers to two later requests of the commander do. The agent answers
   * reads in their order, and SETs in theirs: what is not there then never comes.
   */
  private String send(Visitor visitor, int type, VariableBinding... bindings) throws IOException {
    Snmp session = visitor == Visitor.WRONG ? wrong : right;
    VariableBinding name = new VariableBinding(SYS_NAME, text("mine"));
    AtomicReference<PDU> answer = new AtomicReference<>();
    ResponseListener listener =
        new ResponseListener() {
          @Override
          public <A extends Address> void onResponse(ResponseEvent<A> event) {
            answer.set(event.getResponse());
          }
        };
    ask(session, commander(), pdu(Kind.SECURE, PDU.GET, new VariableBinding(SYS_NAME)));
    session.send(pdu(kind, type, bindings), target(visitor), null, listener);
    ask(session, commander(), pdu(Kind.SECURE, PDU.GET, new VariableBinding(SYS_NAME)));
    ask(session, commander(), pdu(Kind.SECURE, PDU.SET, name));
    return Optional.ofNullable(answer.get()).map(SnmpDoor::word).orElse("silence");
  }

  private static PDU ask(Snmp session, Target<UdpAddress> target, PDU pdu) throws IOException {
    PDU answer = session.send(pdu, target).getResponse();
    if (answer == null) {
      throw new AssertionError("the commander is not answered");
    }
    return answer;
  }

  private static String word(PDU answer) {
    if (answer.getType() == PDU.REPORT) {
      return "report";
    }
    return switch (answer.getErrorStatus()) {
      case PDU.noError -> YES;
      case PDU.noAccess -> "noAccess";
      case PDU.notWritable -> "notWritable";
      case PDU.inconsistentValue -> "inconsistentValue";
      case PDU.wrongValue -> "wrongValue";
      case PDU.authorizationError -> "authorizationError";
      case PDU.commitFailed -> "commitFailed";
      default -> answer.getErrorStatusText();
    };
  }

  private static PDU pdu(Kind kind, int type, VariableBinding... bindings) {
    PDU pdu =
        switch (kind) {
          case V1 -> new PDUv1();
          case V2C -> new PDU();
          case OPEN, READABLE, SECURE -> new ScopedPDU();
        };
    pdu.setType(type);
    if (type == PDU.GETBULK) {
      pdu.setMaxRepetitions(5);
    }
    for (VariableBinding binding : bindings) {
      pdu.add(binding);
    }
    return pdu;
  }

  private Target<UdpAddress> commander() {
    return patient(
        new UserTarget<>(
            agent(),
            new OctetString(RunningSurface.COMMANDER),
            new byte[0],
            SecurityLevel.AUTH_PRIV),
        SnmpConstants.version3);
  }

  private Target<UdpAddress> target(Visitor visitor) {
    return switch (kind) {
      case V1 ->
          patient(new CommunityTarget<>(agent(), community(visitor)), SnmpConstants.version1);
      case V2C ->
          patient(new CommunityTarget<>(agent(), community(visitor)), SnmpConstants.version2c);
      case OPEN -> user(visitor, SecurityLevel.NOAUTH_NOPRIV);
      case READABLE -> user(visitor, SecurityLevel.AUTH_NOPRIV);
      case SECURE -> user(visitor, SecurityLevel.AUTH_PRIV);
    };
  }

  private static OctetString community(Visitor visitor) {
    return switch (visitor) {
      case NOBODY -> new OctetString();
      case WRONG -> new OctetString("elsewhere");
      case READ -> new OctetString("local");
      case OPERATE, FORCE -> throw new AssertionError("a community reads");
    };
  }

  private Target<UdpAddress> user(Visitor visitor, int level) {
    return patient(
        visitor == Visitor.NOBODY
            ? new UserTarget<>(agent(), NOBODY, new byte[0], SecurityLevel.NOAUTH_NOPRIV)
            : new UserTarget<>(agent(), new OctetString(USERS.get(visitor)), new byte[0], level),
        SnmpConstants.version3);
  }

  private UdpAddress agent() {
    return new UdpAddress(InetAddress.getLoopbackAddress(), surface.address().port());
  }

  private static Target<UdpAddress> patient(Target<UdpAddress> target, int version) {
    target.setVersion(version);
    target.setTimeout(PATIENCE_MILLIS);
    target.setRetries(0);
    return target;
  }

  @Override
  public String refusedId() {
    return "inconsistentValue";
  }

  // The row in the operation table tells.
  @Override
  public String refusedLater() {
    return YES;
  }

  @Override
  public String user(Visitor visitor) {
    return kind == Kind.V2C ? "community" : USERS.get(visitor);
  }

  @Override
  public void close() throws IOException {
    right.close();
    wrong.close();
    surface.close();
  }
}
