package io.hotpair.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairState;
import io.hotpair.view.AgentView;
import io.hotpair.view.LunView;
import io.hotpair.view.PairView;
import io.hotpair.view.PathView;
import io.hotpair.view.ResourceView;
import io.hotpair.view.Snapshot;
import java.io.IOException;

/**
 * What {@code hotpair status --json} prints. Scripts build on it: members are added, and never
 * renamed or removed, within a schema.
 */
final class StatusJson {
  static final int SCHEMA = 1;

  private StatusJson() {}

  static String write(Snapshot snapshot) {
    return AnswerJson.object(json -> write(json, snapshot));
  }

  private static void write(JsonGenerator json, Snapshot snapshot) throws IOException {
    json.writeNumberField("schema", SCHEMA);
    json.writeStringField("node", snapshot.agent().node().value());
    json.writeNumberField("generation", snapshot.generation());
    json.writeNumberField("wallMillis", snapshot.wallMillis());
    agent(json, snapshot.agent());
    SiteJson.nodes(json, snapshot.nodes());
    json.writeArrayFieldStart("pairs");
    for (PairView pair : snapshot.pairs()) {
      pair(json, pair, snapshot);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("operations");
    for (Operation operation : snapshot.operations()) {
      AnswerJson.write(json, operation);
    }
    json.writeEndArray();
    SiteJson.fences(json, snapshot.fences());
    SiteJson.targets(json, snapshot.targets());
    SiteJson.health(json, snapshot.health());
  }

  private static void agent(JsonGenerator json, AgentView agent) throws IOException {
    json.writeObjectFieldStart("agent");
    json.writeStringField("version", agent.version());
    json.writeStringField("cluster", agent.cluster());
    json.writeStringField("digest", agent.digest());
    json.writeBooleanField("armed", agent.armed());
    json.writeStringField("notArmedReason", agent.notArmedReason());
    json.writeBooleanField("unsafeDemo", agent.unsafeDemo());
    json.writeNumberField("startedMillis", agent.startedMillis());
    json.writeObjectFieldStart("watchdog");
    json.writeStringField("state", agent.watchdog().label());
    json.writeStringField("device", agent.watchdogDevice());
    json.writeNumberField("millis", agent.watchdogMillis());
    json.writeEndObject();
    json.writeNumberField("lagNanos", agent.lagNanos());
    json.writeNumberField("worstLagNanos", agent.worstLagNanos());
    json.writeNumberField("notices", agent.noticesTotal());
    json.writeNumberField("rejectedDatagrams", agent.rejectedDatagrams());
    json.writeNumberField("authenticationFailures", agent.authenticationFailures());
    json.writeNumberField("diskFlaws", agent.diskFlaws());
    json.writeStringField("configurationState", agent.configuration().label());
    json.writeNumberField("heartbeatIntervalMillis", agent.intervalMillis());
    json.writeNumberField("deadTimeMillis", agent.deadTimeMillis());
    json.writeEndObject();
  }

  private static void pair(JsonGenerator json, PairView pair, Snapshot snapshot)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", pair.name().value());
    json.writeStringField("role", pair.role().label());
    json.writeStringField("state", pair.state().label());
    json.writeStringField("activeNode", pair.activeNode().map(NodeName::value).orElse(""));
    json.writeNumberField("epoch", pair.epoch().value());
    json.writeBooleanField("ready", pair.isReady());
    json.writeStringField("cannotTakeOverCause", pair.standbyReadiness().cause().label());
    json.writeStringField("cannotTakeOverDetail", pair.standbyReadiness().detail());
    json.writeNumberField("failovers", pair.counters().failovers());
    json.writeNumberField("takeovers", pair.counters().takeovers());
    json.writeNumberField("switchovers", pair.counters().switchovers());
    json.writeNumberField("failedMoves", pair.counters().failedMoves());
    json.writeNumberField("suppressedMoves", pair.counters().suppressedMoves());
    json.writeStringField("ownCannotTakeOverCause", pair.readiness().cause().label());
    json.writeStringField("peerCannotTakeOverCause", pair.peerReadiness().cause().label());
    json.writeStringField("stateReason", pair.stateReason());
    json.writeStringField("preferredNode", pair.preferredNode().value());
    json.writeStringField("peer", pair.peer().value());
    json.writeStringField("peerHealth", pair.peerHealth().label());
    json.writeStringField("peerState", pair.peerState().map(PairState::label).orElse(""));
    json.writeBooleanField("suspended", pair.suspended());
    json.writeStringField("fault", pair.fault().label());
    json.writeStringField("failback", pair.failback().label());
    json.writeObjectFieldStart("lastMove");
    json.writeNumberField("wallMillis", pair.lastMove().wallMillis());
    json.writeStringField("reason", pair.lastMove().reason().label());
    json.writeNumberField("durationMillis", pair.lastMove().durationMillis());
    json.writeStringField("timeline", pair.lastMove().timeline());
    json.writeNumberField("epoch", pair.lastMove().epoch().value());
    json.writeEndObject();
    rows(json, pair, snapshot);
    json.writeEndObject();
  }

  private static void rows(JsonGenerator json, PairView pair, Snapshot snapshot)
      throws IOException {
    json.writeArrayFieldStart("paths");
    for (PathView path : snapshot.paths()) {
      if (path.pair().equals(pair.name())) {
        path(json, path);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("luns");
    for (LunView lun : snapshot.luns()) {
      if (lun.pair().equals(pair.name())) {
        lun(json, lun);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("resources");
    for (ResourceView resource : snapshot.resources()) {
      if (resource.pair().equals(pair.name())) {
        resource(json, resource);
      }
    }
    json.writeEndArray();
  }

  private static void path(JsonGenerator json, PathView path) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", path.kind().label());
    json.writeStringField("peer", path.peer().value());
    json.writeStringField("localAddress", path.localAddress());
    json.writeStringField("peerAddress", path.peerAddress());
    json.writeStringField("state", path.state().label());
    json.writeStringField("peerHears", path.peerHears().label());
    json.writeStringField("carrier", carrier(path.carrier()));
    json.writeNumberField("roundTripNanos", path.roundTripMeanNanos());
    json.writeNumberField("roundTripMinNanos", path.roundTripMinNanos());
    json.writeNumberField("roundTripMaxNanos", path.roundTripMaxNanos());
    json.writeNumberField("jitterNanos", path.jitterNanos());
    json.writeNumberField("sent", path.sent());
    json.writeNumberField("received", path.received());
    json.writeNumberField("lost", path.lost());
    json.writeNumberField("rejected", path.rejected());
    json.writeNumberField("lastHeardMillis", path.lastHeardMillis());
    json.writeNumberField("changes", path.changes());
    json.writeNumberField("changedMillis", path.changedMillis());
    json.writeEndObject();
  }

  private static String carrier(int carrier) {
    return switch (carrier) {
      case 1 -> "up";
      case 0 -> "down";
      default -> "unknown";
    };
  }

  private static void lun(JsonGenerator json, LunView lun) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", lun.name().value());
    json.writeStringField("device", lun.device());
    json.writeBooleanField("arbiter", lun.arbiter());
    json.writeStringField("guard", lun.guard().label());
    json.writeStringField("guardState", lun.guardState().label());
    json.writeStringField("owner", lun.owner().map(NodeName::value).orElse(""));
    json.writeNumberField("epoch", lun.epoch().value());
    json.writeNumberField("latencyNanos", lun.latencyNanos());
    json.writeNumberField("errors", lun.errors());
    json.writeNumberField("ownerChanges", lun.ownerChanges());
    json.writeNumberField("changedMillis", lun.changedMillis());
    json.writeStringField("identity", lun.identity());
    json.writeStringField("atPeer", lun.atPeer().label());
    json.writeStringField("holderKey", lun.holderKey());
    json.writeStringField("registeredKeys", lun.registeredKeys());
    json.writeStringField("raidLevel", lun.raid().level());
    json.writeStringField("raidState", lun.raid().state().label());
    json.writeEndObject();
  }

  private static void resource(JsonGenerator json, ResourceView resource) throws IOException {
    json.writeStartObject();
    json.writeNumberField("place", resource.place());
    json.writeStringField("name", resource.name().value());
    json.writeStringField("kind", resource.kind().label());
    json.writeStringField("agent", resource.agent());
    json.writeStringField("state", resource.state().label());
    json.writeStringField("lastResult", resource.lastResult());
    json.writeNumberField("restarts", resource.restarts());
    json.writeNumberField("failures", resource.failures());
    json.writeNumberField("lastFailureMillis", resource.lastFailureMillis());
    json.writeNumberField("startDurationMillis", resource.startMillis());
    json.writeNumberField("stopDurationMillis", resource.stopMillis());
    json.writeEndObject();
  }
}
