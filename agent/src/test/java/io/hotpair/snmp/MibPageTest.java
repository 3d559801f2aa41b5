package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code HOTPAIR-MIB.md} is generated from the MIB as it is now; its walk is not looked at. */
final class MibPageTest {
  @TempDir private Path home;

  @Test
  void thePageIsWhatTheMibSays() throws IOException, InterruptedException {
    String command = Path.of("../packaging/mib-page").toRealPath().toString();
    ProcessBuilder check = Tool.prepare("python3", "python3", home, List.of(command, "--check"));
    assertEquals(new Tool.Result(0, "", ""), Tool.run(check));
  }
}
