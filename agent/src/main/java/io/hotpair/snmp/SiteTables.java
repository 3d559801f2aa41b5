package io.hotpair.snmp;

import static io.hotpair.snmp.Values.code;
import static io.hotpair.snmp.Values.counter;
import static io.hotpair.snmp.Values.gauge;
import static io.hotpair.snmp.Values.microsGauge;
import static io.hotpair.snmp.Values.percent;
import static io.hotpair.snmp.Values.span;
import static io.hotpair.snmp.Values.text;
import static io.hotpair.snmp.Values.time;
import static io.hotpair.snmp.Values.truth;
import static io.hotpair.snmp.Values.unsigned;

import io.hotpair.view.FenceView;
import io.hotpair.view.HealthView;
import io.hotpair.view.NodeView;
import io.hotpair.view.Snapshot;
import io.hotpair.view.TargetView;
import java.util.List;
import org.snmp4j.smi.Integer32;

/** The agent, its nodes, fence devices and notification targets. */
final class SiteTables {
  /** {@code hotpairAgent}. */
  static final MibTable<Snapshot> AGENT =
      MibTable.<Snapshot>of(
              Oids.below(Oids.OBJECTS, 1),
              served -> List.of(served.snapshot()),
              snapshot -> Indexes.SCALAR)
          .with(1, snapshot -> text(snapshot.agent().version()))
          .with(2, snapshot -> text(snapshot.agent().node()))
          .with(3, snapshot -> text(snapshot.agent().cluster()))
          .with(4, snapshot -> text(snapshot.agent().digest()))
          .with(5, snapshot -> truth(snapshot.agent().armed()))
          .with(6, snapshot -> text(snapshot.agent().notArmedReason()))
          .with(7, snapshot -> truth(snapshot.agent().unsafeDemo()))
          .with(8, snapshot -> time(snapshot.agent().startedMillis()))
          .with(9, snapshot -> counter(snapshot.generation()))
          .with(10, snapshot -> time(snapshot.wallMillis()))
          .with(11, snapshot -> microsGauge(snapshot.agent().lagNanos()))
          .with(12, snapshot -> microsGauge(snapshot.agent().worstLagNanos()))
          .with(13, snapshot -> counter(snapshot.agent().noticesTotal()))
          .with(14, snapshot -> counter(snapshot.agent().rejectedDatagrams()))
          .with(15, snapshot -> counter(snapshot.agent().authenticationFailures()))
          .with(16, snapshot -> counter(snapshot.agent().diskFlaws()))
          .with(17, snapshot -> code(snapshot.agent().watchdog()))
          .with(18, snapshot -> text(snapshot.agent().watchdogDevice()))
          .with(19, snapshot -> span(snapshot.agent().watchdogMillis()))
          .with(20, snapshot -> code(snapshot.agent().configuration()))
          .with(21, snapshot -> unsigned(snapshot.agent().intervalMillis()))
          .with(22, snapshot -> unsigned(snapshot.agent().deadTimeMillis()));

  /** {@code hotpairNodeTable}. */
  static final MibTable<NodeView> NODES =
      MibTable.<NodeView>of(
              Oids.below(Oids.OBJECTS, 2, 1),
              served -> served.snapshot().nodes(),
              node -> Indexes.name(node.name()))
          .with(2, node -> unsigned(node.id()))
          .with(3, node -> truth(node.local()))
          .with(4, node -> truth(node.virtual()))
          .with(5, node -> code(node.health()))
          .with(6, node -> text(node.bootId()))
          .with(7, node -> span(node.lastHeardMillis()))
          .with(8, node -> percent(node.cpu()))
          .with(9, node -> percent(node.memory()))
          .with(10, node -> time(node.bootMillis()))
          .with(11, node -> code(node.configuration()))
          .with(12, node -> code(node.verdict()));

  /** {@code hotpairFenceTable}. */
  static final MibTable<FenceView> FENCES =
      MibTable.<FenceView>of(
              Oids.below(Oids.OBJECTS, 7, 1),
              served -> served.snapshot().fences(),
              fence -> Indexes.nameAndNumber(fence.node(), fence.place()))
          .with(2, fence -> text(fence.agent()))
          .with(3, fence -> power(fence.lastStatus()))
          .with(4, fence -> text(fence.lastResult()))
          .with(5, fence -> time(fence.lastMillis()));

  /** {@code hotpairTargetTable}. */
  static final MibTable<TargetView> TARGETS =
      MibTable.<TargetView>of(
              Oids.below(Oids.OBJECTS, 10, 1),
              served -> served.snapshot().targets(),
              target -> Indexes.name(target.name()))
          .with(2, target -> text(target.address()))
          .with(3, target -> truth(target.inform()))
          .with(4, target -> gauge(target.queued()))
          .with(5, target -> counter(target.sent()))
          .with(6, target -> counter(target.acknowledged()))
          .with(7, target -> counter(target.retried()))
          .with(8, target -> counter(target.dropped()));

  /** {@code hotpairHealthTable}. */
  static final MibTable<HealthView> HEALTH =
      MibTable.<HealthView>of(
              Oids.below(Oids.OBJECTS, 12, 1),
              served -> served.snapshot().health(),
              part -> Indexes.name(part.name()))
          .with(2, part -> code(part.kind()))
          .with(3, part -> code(part.verdict()))
          .with(4, part -> text(part.reading()))
          .with(5, part -> span(part.value()))
          .with(6, part -> text(part.unit()))
          .with(7, part -> text(part.limits()))
          .with(8, part -> text(part.advice()))
          .with(9, part -> time(part.sinceMillis()))
          .with(10, part -> counter(part.changes()));

  private SiteTables() {}

  // Only a clear word counts; anything else is unknown.
  private static Integer32 power(String status) {
    return new Integer32(
        switch (status) {
          case "on" -> 1;
          case "off" -> 2;
          default -> 3;
        });
  }
}
