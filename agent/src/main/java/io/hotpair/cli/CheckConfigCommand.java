package io.hotpair.cli;

import io.hotpair.config.Problem;
import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import io.hotpair.core.model.site.Site;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "check-config",
    description = "Reads the site file and says all that is wrong with it; changes nothing.",
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
}
