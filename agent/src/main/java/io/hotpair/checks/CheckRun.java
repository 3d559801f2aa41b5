package io.hotpair.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes checks side by side, each on a thread of its own: one that hangs hides no other. */
public final class CheckRun {
  private CheckRun() {}

  /** All findings, in the order of the checks. */
  public static List<Finding> of(List<Check> checks) throws InterruptedException {
    List<FutureTask<List<Finding>>> tasks = new ArrayList<>();
    long begin = System.nanoTime();
    for (Check check : checks) {
      FutureTask<List<Finding>> task = new FutureTask<>(check.body()::get);
      tasks.add(task);
      Thread.ofPlatform().daemon().name("check " + check.subject()).start(task);
    }
    List<Finding> findings = new ArrayList<>();
    for (int place = 0; place < checks.size(); place++) {
      Check check = checks.get(place);
      long left = check.deadline().toNanos() - (System.nanoTime() - begin);
      findings.addAll(await(check, tasks.get(place), Math.max(left, 0)));
    }
    return List.copyOf(findings);
  }

  private static List<Finding> await(Check check, FutureTask<List<Finding>> task, long nanos)
      throws InterruptedException {
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      task.cancel(true);
      return List.of(
          Finding.fail(
              check.subject(),
              "unknown: no answer within " + check.deadline().toMillis() + " ms",
              "find out what hangs: it would hang at a takeover as well"));
    } catch (ExecutionException broken) {
      return List.of(
          Finding.fail(
              check.subject(), "unknown: " + broken.getCause(), "this is a defect: report it"));
    }
  }
}
