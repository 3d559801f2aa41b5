package io.hotpair.snmp;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.SnmpSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.agent.DefaultMOServer;
import org.snmp4j.agent.DuplicateRegistrationException;
import org.snmp4j.agent.MOGroup;
import org.snmp4j.agent.MOServer;
import org.snmp4j.agent.mo.DefaultMOFactory;
import org.snmp4j.agent.mo.snmp.SNMPv2MIB;
import org.snmp4j.agent.mo.snmp.SnmpFrameworkMIB;
import org.snmp4j.agent.mo.snmp.SnmpMpdMib;
import org.snmp4j.agent.mo.snmp.UsmMIB;
import org.snmp4j.event.CounterListener;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * One SNMP engine (RFC 3411) put together: socket, message processing, security, access control and
 * objects. Nothing of it is shared with another engine in the same process.
 */
final class Engine {
  /** Application and end-to-end layers (SNMPv2-MIB, sysServices). */
  private static final Integer32 SERVICES = new Integer32(72);

  /** What is counted for a message with a wrong key, of an unknown user, of a wrong community. */
  private static final Set<OID> REFUSALS =
      Set.of(
          SnmpConstants.usmStatsWrongDigests,
          SnmpConstants.usmStatsUnknownUserNames,
          SnmpConstants.snmpInBadCommunityNames);

  private static final OctetString DEFAULT_CONTEXT = new OctetString();
  private static final int WAITING_SETS = 16;

  private final Snmp snmp;
  private final MPv3 messages;
  private final UdpAddress address;
  private final SNMPv2MIB standard;
  private final AtomicLong refused;
  private final ThreadPoolExecutor writer;

  private Engine(
      Snmp snmp,
      MPv3 messages,
      UdpAddress address,
      SNMPv2MIB standard,
      AtomicLong refused,
      ThreadPoolExecutor writer) {
    this.snmp = snmp;
    this.messages = messages;
    this.address = address;
    this.standard = standard;
    this.refused = refused;
    this.writer = writer;
  }

  /**
   * Opens the socket and answers from then on.
   *
   * @throws IOException if the address cannot be listened on
   */
  static Engine open(
      SnmpSpec spec,
      NodeName node,
      byte[] engineId,
      LongSupplier boots,
      Reads reads,
      HotpairObject objects,
      ThreadFactory threads)
      throws IOException {
    Security security = Security.of(spec, engineId, checked(boots.getAsLong()));
    DefaultMOServer server = new DefaultMOServer();
    server.addContext(DEFAULT_CONTEXT);
    Access access = new Access(server);
    spec.users().forEach((name, user) -> access.addUser(new OctetString(name), user.role()));
    security.communities().securityNames().forEach(access::addCommunity);
    SNMPv2MIB standard = new SNMPv2MIB(new OctetString("Hotpair agent"), Oids.ROOT, SERVICES);
    standard.setName(new OctetString(node.value()));
    ThreadPoolExecutor writer =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_SETS), threads);
    Processor processor =
        new Processor(security.engineId(), reads, writer, objects::refused, objects::dropped);
    processor.setVacm(access.vacm());
    processor.setCoexistenceProvider(security.communities());
    processor.addMOServer(server);

    // Last, so that nothing can fail any more that would leave the socket open.
    DefaultUdpTransportMapping socket = listen(spec.listen());
    // Nothing keeps a datagram's buffer, so that one is enough: reads are answered before the next
    // is received, and a SET has been decoded before it waits.
    socket.setAsyncMsgProcessingSupported(false);
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(security.messages());
    dispatcher.addMessageProcessingModel(new MPv2c());
    Snmp snmp = new Snmp(dispatcher);
    snmp.addTransportMapping(socket);
    SnmpMpdMib dispatching = new SnmpMpdMib(DefaultMOFactory.getInstance());
    register(
        server,
        List.of(
            standard,
            dispatching,
            new SnmpFrameworkMIB(
                security.engineId(), security.users(), dispatcher.getTransportMappings()),
            new UsmMIB(security.users(), security.protocols())),
        objects);
    AtomicLong refused = new AtomicLong();
    CounterListener refusals =
        event -> {
          if (REFUSALS.contains(event.getOid())) {
            refused.incrementAndGet();
          }
        };
    for (CounterListener counting : List.of(standard, dispatching, refusals)) {
      dispatcher.addCounterListener(counting);
      security.counters().addCounterListener(counting);
      processor.addCounterListener(counting);
    }
    dispatcher.addCommandResponder(processor);
    snmp.listen();
    return new Engine(
        snmp, security.messages(), socket.getListenAddress(), standard, refused, writer);
  }

  private static void register(MOServer server, List<MOGroup> groups, HotpairObject objects) {
    try {
      for (MOGroup group : groups) {
        group.registerMOs(server, DEFAULT_CONTEXT);
      }
      server.register(objects, DEFAULT_CONTEXT);
    } catch (DuplicateRegistrationException twice) {
      throw new IllegalStateException("two objects at one OID", twice);
    }
  }

  private static DefaultUdpTransportMapping listen(Endpoint endpoint) throws IOException {
    try {
      return new DefaultUdpTransportMapping(
          new UdpAddress(InetAddress.ofLiteral(endpoint.host()), endpoint.port()), false);
    } catch (IOException refused) {
      throw new IOException(
          "SNMP cannot listen on udp:"
              + endpoint
              + ": "
              + refused.getMessage()
              + "; choose another snmp.listen, or end what uses the port",
          refused);
    }
  }

  // RFC 3414, section 2.3: an engine that has reached the largest value needs new keys.
  private static int checked(long boots) {
    if (boots < 1 || boots >= Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "SNMP engine boots is " + boots + ": allowed are 1 to " + (Integer.MAX_VALUE - 1));
    }
    return (int) boots;
  }

  /** How to send to a target. */
  TargetQueue.Sender sender(SnmpSpec.Target target) {
    return new NoticeSender(snmp, messages, target);
  }

  /** Since the engine was opened, in hundredths of a second. */
  long upTimeCentis() {
    return standard.getSysUpTime().get().getValue();
  }

  /** Messages that failed authentication since the engine was opened. */
  long refused() {
    return refused.get();
  }

  /** Where it listens. */
  Endpoint address() {
    return new Endpoint(address.getInetAddress().getHostAddress(), address.getPort());
  }

  /** Listens no more. A SET that waits is not carried out any more. */
  void close() throws IOException {
    writer.shutdownNow();
    snmp.close();
  }
}
