package io.hotpair.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "keygen",
    description =
        "Writes new secrets, a cluster key or a password each, that only their owner can read;"
            + " never overwrites.",
    mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {
  /** 256 bits. */
  private static final int BYTES = 32;

  private static final FileAttribute<?> OWNER_READS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "the files to make")
  private List<Path> files;

  @Override
  public Integer call() throws CommandFailure {
    for (Path file : files) {
      write(file.toAbsolutePath());
      spec.commandLine().getOut().println(file);
    }
    return ExitStatus.DONE;
  }

  // As text, so that a line's end, an editor or a copy over a terminal does no harm.
  static void write(Path file) throws CommandFailure {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String line = HexFormat.of().formatHex(secret) + "\n";
    try {
      if (Files.notExists(file.getParent())) {
        Files.createDirectories(file.getParent(), OWNER_ENTERS);
      }
      try (var channel =
          Files.newByteChannel(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_READS)) {
        channel.write(StandardCharsets.US_ASCII.encode(line));
      }
    } catch (FileAlreadyExistsException exists) {
      throw new CommandFailure(ExitStatus.REFUSED, file + " exists; it is not overwritten");
    } catch (IOException failure) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, "can't write " + failure.getMessage());
    }
  }
}
