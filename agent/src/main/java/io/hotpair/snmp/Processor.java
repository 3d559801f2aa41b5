package io.hotpair.snmp;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.PDU;
import org.snmp4j.agent.CommandProcessor;
import org.snmp4j.agent.mo.snmp.CoexistenceInfo;
import org.snmp4j.agent.security.VACM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;

/**
 * Reads are answered by the thread that received them, for they wait for nothing: by {@link Reads}
 * as far as it goes, else by the framework. A SET may wait for the journal's disk, so it has a
 * thread of its own: a hanging disk must not silence the agent.
 */
final class Processor extends CommandProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(Processor.class);

  /**
   * How many bindings the framework's way gives to a GETBULK: its time grows with their square, and
   * RFC 3416, section 4.2.3, lets an agent stop after one repetition then.
   */
  static final int MOST_BINDINGS = 100;

  /**
   * The longest PDU that is sent, in octets: a datagram over IPv4 carries 65,507, and less than 500
   * stand before the PDU. The library counts to 65,535, and fails to send.
   */
  static final int LONGEST_PDU = 65_000;

  private final Reads reads;
  private final Executor writer;
  private final BiConsumer<CommandResponderEvent<?>, PDU> refused;
  private final Consumer<CommandResponderEvent<?>> dropped;

  /**
   * Processes commands.
   *
   * @param engineId of this agent
   * @param reads answers what stays within our MIB
   * @param writer carries out one SET after the other; may refuse
   * @param refused hears of each SET that is answered with an error, and of the answer
   * @param dropped hears of each SET that the writer refused; must not wait
   */
  Processor(
      OctetString engineId,
      Reads reads,
      Executor writer,
      BiConsumer<CommandResponderEvent<?>, PDU> refused,
      Consumer<CommandResponderEvent<?>> dropped) {
    super(engineId);
    this.reads = reads;
    this.writer = writer;
    this.refused = refused;
    this.dropped = dropped;
  }

  @Override
  protected <A extends Address> void dispatchCommand(
      CommandResponderEvent<A> command, CoexistenceInfo requester) {
    command.setMaxSizeResponsePDU(Math.min(command.getMaxSizeResponsePDU(), LONGEST_PDU));
    if (command.getPDU().getType() != PDU.SET) {
      read(command, requester);
      return;
    }
    try {
      writer.execute(() -> super.dispatchCommand(command, requester));
    } catch (RejectedExecutionException tooMany) {
      // No answer, as if the datagram had been lost: the requester may repeat it, under its lock.
      dropped.accept(command);
    }
  }

  @Override
  protected <A extends Address> void sendResponse(CommandResponderEvent<A> command, PDU answer) {
    if (command.getPDU().getType() == PDU.SET && answer.getErrorStatus() != PDU.noError) {
      refused.accept(command, answer);
    }
    super.sendResponse(command, answer);
  }

  private <A extends Address> void read(
      CommandResponderEvent<A> command, CoexistenceInfo requester) {
    Optional<PDU> answer = Optional.empty();
    askForOne(command.getPDU());
    if (requester.getContextName().length() == 0
        && Access.showsAll(getViewName(command, requester, VACM.VIEW_READ))) {
      answer = attempt(command, requester);
    }
    if (answer.isPresent()) {
      sendResponse(command, answer.get());
    } else {
      limit(command.getPDU());
      super.dispatchCommand(command, requester);
    }
  }

  // A GETBULK that asks for nothing gets nothing, by RFC 3416. Zabbix 6.0 asks so when its shortest
  // question was not answered in time, and repeats it without a pause for as long as the answer is
  // empty: the agent would never seem to be back. One repetition lets it go on.
  private static void askForOne(PDU pdu) {
    boolean nothing =
        pdu.getType() == PDU.GETBULK && pdu.getNonRepeaters() <= 0 && pdu.getMaxRepetitions() <= 0;
    if (nothing) {
      pdu.setMaxRepetitions(1);
    }
  }

  // Bindings that repeat once need not be told apart from those that do not repeat, and the
  // framework answers the latter also if not all of them fit.
  private static void limit(PDU pdu) {
    if (pdu.getType() == PDU.GETBULK && pdu.size() > 0 && pdu.getMaxRepetitions() > 0) {
      int most = Math.max(1, MOST_BINDINGS / pdu.size());
      pdu.setMaxRepetitions(Math.min(pdu.getMaxRepetitions(), most));
      if (pdu.getMaxRepetitions() == 1) {
        pdu.setNonRepeaters(pdu.size());
      }
    }
  }

  // The framework meets the same defect again, and answers genErr with the place.
  private Optional<PDU> attempt(CommandResponderEvent<?> command, CoexistenceInfo requester) {
    try {
      return reads.answer(command, requester);
    } catch (RuntimeException defect) {
      LOG.error("a request from {} meets a defect", command.getPeerAddress(), defect);
      return Optional.empty();
    }
  }
}
