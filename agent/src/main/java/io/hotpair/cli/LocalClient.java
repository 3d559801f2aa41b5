package io.hotpair.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks the agent of this machine; each question has a deadline. */
final class LocalClient {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 64 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path socket;
  private final Duration deadline;

  LocalClient(Path socket) {
    this(socket, DEADLINE);
  }

  /**
   * A client that waits less long, or longer.
   *
   * @param deadline for each question
   */
  LocalClient(Path socket, Duration deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /** Waits before the same is asked again. */
  static void pause(Duration time) throws CommandFailure {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.UNKNOWN, "interrupted; what was ordered goes on");
    }
  }

  /** The answer, read; an error that the agent answers ends the command with its status. */
  JsonNode ask(LocalRequest request) throws CommandFailure {
    return read(askForLine(request));
  }

  /** The answer as the agent wrote it; an error ends the command with its status. */
  String askForText(LocalRequest request) throws CommandFailure {
    String line = askForLine(request);
    if (line.startsWith("{\"error\"")) {
      read(line);
    }
    return line;
  }

  private static JsonNode read(String line) throws CommandFailure {
    JsonNode answer;
    try {
      answer = JSON.readTree(line);
    } catch (JsonProcessingException broken) {
      throw new CommandFailure(
          ExitStatus.UNKNOWN,
          "what the agent answered is not JSON: " + broken.getOriginalMessage());
    }
    if (answer.has("error")) {
      throw new CommandFailure(
          answer.path("exit").asInt(ExitStatus.FAILED), answer.path("error").asText());
    }
    return answer;
  }

  private String askForLine(LocalRequest request) throws CommandFailure {
    byte[] line = (request.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    long end = System.nanoTime() + deadline.toNanos();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      write(channel, selector, ByteBuffer.wrap(line), end);
      key.interestOps(SelectionKey.OP_READ);
      return read(channel, selector, end);
    } catch (IOException unreachable) {
      throw unreachable(unreachable);
    } catch (IllegalArgumentException badPath) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--socket " + socket + ": " + badPath.getMessage());
    }
  }

  private void write(SocketChannel channel, Selector selector, ByteBuffer line, long end)
      throws IOException, CommandFailure {
    while (line.hasRemaining()) {
      await(selector, end);
      channel.write(line);
    }
  }

  private String read(SocketChannel channel, Selector selector, long end)
      throws IOException, CommandFailure {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
    while (true) {
      await(selector, end);
      chunk.clear();
      int count = channel.read(chunk);
      if (count < 0) {
        throw new CommandFailure(
            ExitStatus.UNKNOWN, "the agent closed the connection before its answer was complete");
      }
      answer.write(chunk.array(), 0, count);
      if (answer.size() > LARGEST_ANSWER) {
        throw new CommandFailure(ExitStatus.UNKNOWN, "the agent's answer does not end");
      }
      if (count > 0 && chunk.get(count - 1) == '\n') {
        return answer.toString(StandardCharsets.UTF_8).stripTrailing();
      }
    }
  }

  private void await(Selector selector, long end) throws IOException, CommandFailure {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0 || selector.select(key -> {}, left) == 0) {
      throw new CommandFailure(
          ExitStatus.UNKNOWN,
          "the agent took the question and did not answer within %d s"
              .formatted(deadline.toSeconds()));
    }
  }

  private CommandFailure unreachable(IOException failure) {
    String why = String.valueOf(failure.getMessage());
    String advice;
    if (Files.notExists(socket)) {
      advice = "it does not exist: does the agent run? systemctl status hotpair";
    } else if (why.contains("Permission denied")) {
      advice = "permission denied: be root or in the socket's group";
    } else if (why.contains("refused")) {
      advice = "nobody listens there any more: does the agent run? systemctl status hotpair";
    } else {
      advice = why;
    }
    return new CommandFailure(
        ExitStatus.ENVIRONMENT, "no agent answers at " + socket + ": " + advice);
  }
}
