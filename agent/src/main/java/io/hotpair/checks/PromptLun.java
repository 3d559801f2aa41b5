package io.hotpair.checks;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A LUN whose commands are waited for only so long, each on a thread of its own. While one of them
 * is of unknown fate, no other is sent on its way.
 */
public final class PromptLun implements ScsiLun {
  private final ScsiLun lun;
  private final Duration deadline;
  private final Map<String, Prompt> known = new HashMap<>();

  /**
   * A prompt LUN over another one.
   *
   * @param deadline for each command; longer than the lower layers have
   */
  public PromptLun(ScsiLun lun, Duration deadline) {
    this.lun = lun;
    this.deadline = deadline;
  }

  @Override
  public String name() {
    return lun.name();
  }

  @Override
  public synchronized Outcome<List<ScsiPath>> paths() {
    Outcome<List<ScsiPath>> outcome = lun.paths();
    return outcome instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths)
        ? new Outcome.Succeeded<>(paths.stream().map(this::prompt).toList())
        : outcome;
  }

  private ScsiPath prompt(ScsiPath path) {
    return known.computeIfAbsent(path.name(), name -> new Prompt(path, deadline));
  }

  private static final class Prompt implements ScsiPath {
    private final ScsiPath path;
    private final Duration deadline;
    private Optional<FutureTask<Answer>> last = Optional.empty();

    Prompt(ScsiPath path, Duration deadline) {
      this.path = path;
      this.deadline = deadline;
    }

    @Override
    public String name() {
      return path.name();
    }

    @Override
    public String initiator() {
      return path.initiator();
    }

    @Override
    public Answer execute(Command command) {
      return prompt(() -> path.execute(command));
    }

    @Override
    public Outcome<Boolean> reset() {
      Answer answer =
          prompt(
              () ->
                  path.reset() instanceof Outcome.Succeeded<Boolean>
                      ? new Answer.Good(new byte[0])
                      : new Answer.None("the LUN was not reset"));
      return answer instanceof Answer.None(String reason)
          ? new Outcome.Unknown<>(reason)
          : new Outcome.Succeeded<>(true);
    }

    private synchronized Answer prompt(Callable<Answer> call) {
      if (last.isPresent() && await(last.get()) instanceof Answer.None && !last.get().isDone()) {
        return new Answer.None("not sent: the command before it has not come back");
      }
      FutureTask<Answer> task = new FutureTask<>(call);
      last = Optional.of(task);
      Thread.ofPlatform().daemon().name("command to " + name()).start(task);
      return await(task);
    }

    private Answer await(FutureTask<Answer> task) {
      try {
        return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        return new Answer.None("no answer within " + deadline.toMillis() + " ms");
      } catch (ExecutionException broken) {
        return new Answer.None("a defect: " + broken.getCause());
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
        return new Answer.None("interrupted");
      }
    }
  }
}
