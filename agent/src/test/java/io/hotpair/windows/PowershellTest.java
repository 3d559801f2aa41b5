package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes.Ended;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How PowerShell is called, and what is made of what it prints. */
final class PowershellTest {
  /** What a command line of Windows takes, in characters. */
  private static final int LONGEST_LINE = 32_767;

  private static final String HOSTILE = "x'; Remove-Item C:\\ -Recurse; $(calc) \"`n&|";

  private static Powershell.Answer answer(String output) {
    return assertInstanceOf(
                    Outcome.Succeeded.class, Powershell.read("disk.ps1", new Ended(0, output, "")))
                .value()
            instanceof Powershell.Answer read
        ? read
        : null;
  }

  @Test
  void nothingOfTheSiteFileIsScript() {
    Recorded recorded = new Recorded().says(0, "{}");
    Powershell powershell = new Powershell(recorded, Recorded.FOLDER);
    powershell.run("disk.ps1", Map.of("UniqueId", HOSTILE), Duration.ofSeconds(5));
    powershell.run("disk.ps1", Map.of("UniqueId", "other"), Duration.ofSeconds(5));
    assertEquals(recorded.commands.get(0), recorded.commands.get(1), "a constant");
    assertEquals(
        "{\"UniqueId\":\"x'; Remove-Item C:\\\\ -Recurse; $(calc) \\\"`n&|\"}",
        recorded.environments.getFirst().get(Powershell.ARGUMENTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"service.ps1", "address.ps1", "disk.ps1"})
  void aCommandIsOneThatWindowsTakes(String script) {
    List<String> command = Powershell.command(Recorded.FOLDER, script);
    assertEquals(
        "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", command.getFirst());
    assertTrue(command.contains("-NonInteractive") && command.contains("-NoProfile"));
    assertTrue(String.join(" ", command).length() < LONGEST_LINE);
    String text =
        new String(Base64.getDecoder().decode(command.getLast()), StandardCharsets.UTF_16LE);
    assertTrue(text.contains("function Run {") && text.contains("ConvertFrom-Json"), text);
    assertFalse(text.contains("Invoke-Expression"), "data stays data");
  }

  @Test
  void theLastLineIsTheAnswerWhateverTheEncoding() {
    String json = "{\"Disks\":[{\"Number\":2}]}";
    for (String output :
        List.of(
            json,
            "\r\n" + json + "\r\n",
            "\uFEFF" + json,
            "WARNUNG: Das Modul ist alt.\r\n\r\n" + json + "\r\n",
            Recorded.utf16("\r\n" + json + "\r\n"))) {
      assertEquals(2, answer(output).list("Disks").getFirst().path("Number").asInt(), output);
    }
  }

  @Test
  void aListOfOneMayStandAloneOrInAnObject() {
    assertEquals(1, answer("{\"Disks\":{\"Number\":2}}").list("Disks").size());
    assertEquals(2, answer("{\"Disks\":{\"value\":[1,2],\"Count\":2}}").list("Disks").size());
    assertEquals(0, answer("{\"Disks\":[]}").list("Disks").size());
    assertEquals(0, answer("{\"Disks\":null}").list("Disks").size());
  }

  @Test
  void whatIsNoJsonIsUnknown() {
    assertInstanceOf(
        Outcome.Unknown.class, Powershell.read("disk.ps1", new Ended(0, "Get-Disk: oops", "")));
    Outcome<Powershell.Answer> silent =
        Powershell.read(
            "disk.ps1", new Ended(1, "", "The term 'Get-Disk' is not recognized\r\nas a cmdlet"));
    assertEquals(
        "unknown: script disk.ps1, exit status 1: The term 'Get-Disk' is not recognized as a"
            + " cmdlet",
        silent.text());
  }

  private static ScriptError error(String id, int category, int result) {
    return new ScriptError(id, category, result, "Ein Satz.");
  }

  @Test
  void anErrorRecordIsReadByItsNumbers() {
    ScriptError exists =
        answer(
                "{\"Error\":{\"Category\":20,\"Message\":\"Das Objekt ist bereits vorhanden."
                    + "\\r\\n\",\"HResult\":-2146233088,"
                    + "\"Id\":\"Windows System Error 5010,New-NetIPAddress\"}}")
            .error()
            .orElseThrow();
    assertEquals(WindowsError.OBJECT_ALREADY_EXISTS, exists.windows().orElseThrow());
    assertEquals(
        "error 5010 (ERROR_OBJECT_ALREADY_EXISTS): Das Objekt ist bereits vorhanden.",
        exists.text());
    ScriptError denied = error("StorageWMI 40001,Set-Disk", 18, -2146233088);
    assertTrue(denied.isAccessDenied());
    assertEquals("storage error 40001 (access denied): Ein Satz.", denied.text());
    assertTrue(error("Windows System Error 5,Remove-NetIPAddress", 18, 0).isAccessDenied());
    assertTrue(error("HRESULT 0x80070005,Get-Disk", 0, 0).isAccessDenied());
    assertTrue(error("UnauthorizedAccess", 0, 0x80070005).isAccessDenied());
    assertTrue(error("CmdletizationQuery_NotFound_IPAddress,Get-NetIPAddress", 13, 0).isNotFound());
    assertEquals(
        "CommandNotFoundException: Ein Satz.", error("CommandNotFoundException", 13, 0).text());
  }
}
