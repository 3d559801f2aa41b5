package io.hotpair.snmp;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.SnmpSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.agent.DefaultMOServer;
import org.snmp4j.agent.DuplicateRegistrationException;
import org.snmp4j.agent.mo.DefaultMOFactory;
import org.snmp4j.agent.mo.snmp.SNMPv2MIB;
import org.snmp4j.agent.mo.snmp.SnmpFrameworkMIB;
import org.snmp4j.agent.mo.snmp.SnmpMpdMib;
import org.snmp4j.agent.mo.snmp.UsmMIB;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Integer32;
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

  private static final OctetString DEFAULT_CONTEXT = new OctetString();
  private static final int WAITING_SETS = 16;

  private final Snmp snmp;
  private final MPv3 messages;
  private final UdpAddress address;
  private final SNMPv2MIB standard;
  private final ThreadPoolExecutor writer;

  private Engine(
      Snmp snmp, MPv3 messages, UdpAddress address, SNMPv2MIB standard, ThreadPoolExecutor writer) {
    this.snmp = snmp;
    this.messages = messages;
    this.address = address;
    this.standard = standard;
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
      HotpairObject objects,
      ThreadFactory threads)
      throws IOException {
    OctetString engine = new OctetString(engineId);
    Communities communities = new Communities(spec.communities(), engine);
    CounterSupport counters = new CounterSupport();
    SecurityProtocols protocols = Users.protocols();
    DefaultUdpTransportMapping socket = listen(spec.listen());
    USM usm = new USM(protocols, engine, checked(boots.getAsLong()), counters);
    DefaultMOServer server = new DefaultMOServer();
    server.addContext(DEFAULT_CONTEXT);
    Access access = new Access(server);
    spec.users()
        .forEach(
            (name, user) -> {
              usm.addUser(Users.of(name, user));
              access.addUser(new OctetString(name), user.role());
            });
    communities.securityNames().forEach(access::addCommunity);

    MPv3 messages =
        new MPv3(
            engineId,
            null,
            protocols,
            SecurityModels.getCollection(new SecurityModel[] {usm}),
            counters);
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(messages);
    dispatcher.addMessageProcessingModel(new MPv2c());
    Snmp snmp = new Snmp(dispatcher);
    snmp.addTransportMapping(socket);

    ThreadPoolExecutor writer =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_SETS), threads);
    Processor processor = new Processor(engine, writer);
    processor.setVacm(access.vacm());
    processor.setCoexistenceProvider(communities);
    processor.addMOServer(server);

    SNMPv2MIB standard = new SNMPv2MIB(new OctetString("Hotpair agent"), Oids.ROOT, SERVICES);
    standard.setName(new OctetString(node.value()));
    SnmpMpdMib dispatching = new SnmpMpdMib(DefaultMOFactory.getInstance());
    try {
      standard.registerMOs(server, DEFAULT_CONTEXT);
      dispatching.registerMOs(server, DEFAULT_CONTEXT);
      new SnmpFrameworkMIB(engine, usm, dispatcher.getTransportMappings())
          .registerMOs(server, DEFAULT_CONTEXT);
      new UsmMIB(usm, protocols).registerMOs(server, DEFAULT_CONTEXT);
      server.register(objects, DEFAULT_CONTEXT);
    } catch (DuplicateRegistrationException twice) {
      throw new IllegalStateException("two objects at one OID", twice);
    }
    dispatcher.addCounterListener(standard);
    dispatcher.addCounterListener(dispatching);
    counters.addCounterListener(standard);
    counters.addCounterListener(dispatching);
    processor.addCounterListener(standard);
    processor.addCounterListener(dispatching);
    dispatcher.addCommandResponder(processor);
    snmp.listen();
    return new Engine(snmp, messages, socket.getListenAddress(), standard, writer);
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
