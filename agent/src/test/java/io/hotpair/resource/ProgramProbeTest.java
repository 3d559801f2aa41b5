package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.Processes;
import io.hotpair.port.ServiceProbe;
import io.hotpair.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProgramProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Outcome<Boolean> SERVES = new Outcome.Succeeded<>(true);

  @Test
  void aCommandsStatusIsItsAnswer() {
    assertEquals(SERVES, shell("exit 0", PATIENT));
    assertEquals(
        new Outcome.Failed<>("command /bin/sh: exit status 2: CRITICAL - queue is stuck"),
        shell("echo 'CRITICAL - queue is stuck'; exit 2", PATIENT));
    assertEquals(
        new Outcome.Failed<>("command /bin/sh: exit status 1: ValueError: bad"),
        shell(
            "echo 'Traceback (most recent call last):' >&2; echo 'ValueError: bad' >&2; exit 1",
            PATIENT));
  }

  @Test
  void aHungCommandGivesNoAnswer() {
    assertEquals(
        new Outcome.Failed<>("command /bin/sh does not answer within 200 ms"),
        shell("sleep 300", Duration.ofMillis(200)));
  }

  @Test
  void aMissingProgramHasAskedNobody() {
    ServiceProbe probe = Services.probe(new ProbeWay.Command(List.of("/no/such/check")), PATIENT);
    assertInstanceOf(Outcome.Unknown.class, probe.ask());
    assertEquals(
        new Outcome.Failed<>("command /no/such/check: /no/such/check does not exist"),
        probe.check());
  }

  @Test
  void psqlGetsItsPasswordByTheEnvironmentAlone() {
    Recorder recorder = new Recorder(new Processes.Ended(0, "1\n", ""));
    assertEquals(SERVES, recorder.ask(postgresql("1")));
    assertEquals(
        List.of(
            "/usr/bin/psql",
            "--no-psqlrc",
            "--no-align",
            "--tuples-only",
            "--quiet",
            "--no-password",
            "--set=ON_ERROR_STOP=1",
            "--host=127.0.0.1",
            "--port=5432",
            "--dbname=erp",
            "--username=watcher",
            "--command=SELECT 1"),
        recorder.commands.getFirst());
    assertEquals("s3cret", recorder.environments.getFirst().get("PGPASSWORD"));
    assertEquals("-c statement_timeout=30000", recorder.environments.getFirst().get("PGOPTIONS"));
  }

  // psql 15.13, asked for a column that is not there, and with a wrong password.
  @Test
  void psqlsWordsAreGiven() {
    assertEquals(
        new Outcome.Failed<>(
            "sql watcher at erp, 127.0.0.1:5432: exit status 1: ERROR:  column \"nope\" does not"
                + " exist"),
        new Recorder(
                new Processes.Ended(
                    1,
                    "",
                    "ERROR:  column \"nope\" does not exist\nLINE 1: SELECT nope\n               ^\n"))
            .ask(postgresql("")));
    Outcome<Boolean> refused =
        new Recorder(
                new Processes.Ended(
                    2,
                    "",
                    "psql: error: connection to server at \"127.0.0.1\", port 25432 failed: FATAL:"
                        + "  password authentication failed for user \"hotpair\"\n"))
            .ask(postgresql(""));
    assertTrue(
        refused.text().endsWith("FATAL:  password authentication failed for user \"hotpair\""));
    assertFalse(refused.text().contains("s3cret"));
  }

  // isql 2.3.11 with psqlodbc 13.02: it ends with 0 whatever became of the statement.
  @Test
  void isqlsRowsAreReadAndNotItsStatus() {
    ProbeWay.Odbc way = new ProbeWay.Odbc("erp", "/etc/hotpair/odbc.ini", "SELECT 41+1", "42");
    Recorder well =
        new Recorder(
            new Processes.Ended(
                0,
                "+------------+\n| ?column?   |\n+------------+\n| 42         |\n+------------+\n"
                    + "SQLRowCount returns 1\n1 rows fetched\n",
                ""));
    assertEquals(SERVES, well.ask(way));
    assertEquals(List.of("/usr/bin/isql", "erp", "-b", "-v"), well.commands.getFirst());
    assertEquals("SELECT 41+1\n", well.inputs.getFirst());
    assertEquals("/etc/hotpair/odbc.ini", well.environments.getFirst().get("ODBCINI"));
    assertInstanceOf(
        Outcome.Failed.class,
        new Recorder(
                new Processes.Ended(
                    0,
                    "[42703]ERROR: column \"nope\" does not exist;\nError while preparing"
                        + " parameters\n",
                    "[ISQL]ERROR: Could not SQLExecute\n"))
            .ask(way));
  }

  @Test
  void nothingIsAskedBesideAQuestionThatHangsInTheKernel() {
    Recorder recorder = new Recorder(new Processes.Ended(0, "1", ""));
    recorder.remains = List.of("psql (process 4711)");
    assertEquals(
        new Outcome.Failed<>(
            "sql watcher at erp, 127.0.0.1:5432 has not ended since it was killed at its deadline;"
                + " there hangs in the kernel psql (process 4711)"),
        recorder.ask(postgresql("")));
    assertTrue(recorder.commands.isEmpty());
  }

  private static Outcome<Boolean> shell(String line, Duration timeout) {
    return Services.probe(new ProbeWay.Command(List.of("/bin/sh", "-c", line)), timeout).ask();
  }

  private static ProbeWay.Postgresql postgresql(String expect) {
    return new ProbeWay.Postgresql(
        "127.0.0.1",
        5432,
        "erp",
        "watcher",
        Optional.of(new Secret("s3cret".getBytes(StandardCharsets.UTF_8))),
        "SELECT 1",
        expect);
  }

  /** Runs nothing, and gives a recorded answer. */
  private static final class Recorder implements Processes {
    private final Ended answer;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<Map<String, String>> environments = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private List<String> remains = List.of();

    Recorder(Ended answer) {
      this.answer = answer;
    }

    Outcome<Boolean> ask(ProbeWay way) {
      Instance instance = new Instance(Specs.ERP, new ResourceName("db"), Specs.BLADE1);
      Programs programs = new Programs(this, new Trust(false));
      return new Probes(programs, instance).of(new ProbeSpec(way, PATIENT, PATIENT, 1)).ask();
    }

    @Override
    public Outcome<Ended> run(
        List<String> command, Map<String, String> environment, byte[] input, Duration deadline) {
      commands.add(command);
      environments.add(environment);
      inputs.add(new String(input, StandardCharsets.UTF_8));
      return new Outcome.Succeeded<>(answer);
    }

    @Override
    public List<String> remains() {
      return remains;
    }
  }
}
