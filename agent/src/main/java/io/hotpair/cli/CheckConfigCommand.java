package io.hotpair.cli;

import io.hotpair.config.Problem;
import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.Site;
import io.hotpair.fencing.FenceLevels;
import io.hotpair.port.Processes;
import io.hotpair.system.ProcessRunner;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "check-config",
    description = {
      "Reads the site file and says all that is wrong with it; changes nothing.",
      "Fence agents that are installed here are asked which parameters they take."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SiteOptions options;

  @Override
  public Integer call() {
    PrintWriter output = spec.commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    SiteReading reading = SiteFile.read(options.file, Optional.ofNullable(options.node));
    return switch (reading) {
      case Refused refused -> {
        refused.problems().forEach(problem -> errors.println(problem));
        int count = refused.problems().size();
        errors.println(options.file + ": " + count + (count == 1 ? " error" : " errors"));
        yield ExitStatus.USAGE;
      }
      case Accepted accepted -> {
        for (Problem warning : accepted.warnings()) {
          errors.println("warning: " + warning);
        }
        Site site = accepted.site();
        int misfits = fenceMisfits(site, errors);
        if (misfits > 0) {
          errors.println(options.file + ": " + misfits + (misfits == 1 ? " error" : " errors"));
          yield ExitStatus.USAGE;
        }
        output.printf(
            "%s: no errors; cluster %s, %d nodes, %d pairs; this is %s%ndigest %s%n",
            options.file,
            site.cluster(),
            site.nodes().size(),
            site.pairs().size(),
            accepted.self(),
            site.digest());
        yield ExitStatus.DONE;
      }
    };
  }

  /** Asks the fence agents that are installed here what they take; asks no device. */
  private static int fenceMisfits(Site site, PrintWriter errors) {
    Processes processes = new ProcessRunner();
    int misfits = 0;
    for (Map.Entry<NodeName, List<FenceLevel>> fence : site.fence().entrySet()) {
      int place = 1;
      for (FenceLevel level : fence.getValue()) {
        String where = "fence." + fence.getKey() + "[" + place + "]: ";
        Outcome<Boolean> outcome = FenceLevels.of(List.of(level), processes).check();
        switch (outcome) {
          case Outcome.Succeeded<Boolean> fits -> {}
          case Outcome.Failed<Boolean>(String misfit) -> {
            errors.println(where + misfit);
            misfits++;
          }
          case Outcome.TimedOut<Boolean> late ->
              errors.println("warning: " + where + "parameters not checked: " + late.text());
          case Outcome.Unknown<Boolean>(String reason) ->
              errors.println("warning: " + where + "parameters not checked: " + reason);
        }
        place++;
      }
    }
    return misfits;
  }
}
