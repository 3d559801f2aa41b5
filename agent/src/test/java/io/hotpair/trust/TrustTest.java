package io.hotpair.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustTest {
  private static final Trust ROOT = new Trust(true);
  private static final Trust USER = new Trust(false);

  @TempDir Path directory;

  @Test
  void rootRunsWhatTheSystemInstalled() {
    // Through /bin, which is a link to usr/bin today.
    assertEquals(Optional.empty(), ROOT.obstacle(Path.of("/bin/sh")));
    assertEquals(Optional.empty(), ROOT.obstacle(Path.of("/usr/bin/../bin/env")));
  }

  @Test
  void whatIsMissingOrNoProgramIsNamed() throws IOException {
    assertEquals(Optional.of("/no/such does not exist"), USER.obstacle(Path.of("/no/such")));
    assertEquals(Optional.of("/etc is not a file"), USER.obstacle(Path.of("/etc")));
    Path plain = Files.writeString(directory.resolve("plain"), "");
    assertEquals(Optional.of(plain + " is not executable"), USER.obstacle(plain));
  }

  @Test
  void rootRefusesAFileThatEverybodyCanWrite() throws IOException {
    Path script = script(directory.resolve("script"), "rwxr-xrwx");
    assertRefused(script, script);
    assertEquals(Optional.empty(), USER.obstacle(script));
  }

  @Test
  void rootRefusesAFileInADirectoryThatEverybodyCanWrite() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Path script = script(open.resolve("script"), "rwxr-xr-x");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(script, open);
  }

  @Test
  void rootRefusesALinkThatOthersCanReplaceWhereverItLeads() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("link"), Path.of("/usr/bin/env"));
    Path first = Files.createSymbolicLink(directory.resolve("first"), link);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(link, open);
    assertRefused(first, open);
  }

  @Test
  void rootRefusesWhatAnotherUserOwns() throws IOException {
    Path script = script(directory.resolve("script"), "rwxr-xr-x");
    if (ownerOf(script) == 0) {
      Files.setAttribute(script, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    }
    String refusal = ROOT.obstacle(script).orElse("");
    assertTrue(refusal.contains(" belongs to user "), refusal);
  }

  @Test
  void aCircleOfLinksIsNoProgram() throws IOException {
    Path one = directory.resolve("one");
    Files.createSymbolicLink(directory.resolve("two"), one);
    Files.createSymbolicLink(one, directory.resolve("two"));
    assertEquals(Optional.of(one + " does not exist"), ROOT.obstacle(one));
  }

  @Test
  void ofAFileThatIsNotThereTheNearestFolderIsJudged() throws IOException {
    assertEquals(Optional.empty(), ROOT.flaw(Path.of("/usr/no-such/deep/agent")));
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path step = ROOT.flaw(open.resolve("no-such/agent")).orElseThrow().step();
    if (ownerOf(open) == 0) {
      assertEquals(open, step);
    }
    Path dangling = Files.createSymbolicLink(directory.resolve("link"), open.resolve("agent"));
    assertTrue(ROOT.flaw(dangling).isPresent(), "what a link leads to may be made by anybody");
    assertEquals(Optional.empty(), USER.flaw(dangling));
  }

  // Where the tests run as an ordinary user, root refuses earlier: all here is that user's.
  private static void assertRefused(Path program, Path because) throws IOException {
    String refusal = ROOT.obstacle(program).orElse("");
    String what = because.equals(program) ? "it" : because.toString();
    String expected =
        ownerOf(program) == 0
            ? "root does not run " + program + ": " + what + " can be written by everybody"
            : "belongs to user";
    assertTrue(refusal.contains(expected), refusal);
  }

  private static int ownerOf(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static Path script(Path file, String mode) throws IOException {
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
