package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.Site;
import java.util.List;

/** What reading a site file gave. */
public sealed interface SiteReading {
  /**
   * The file holds every rule.
   *
   * @param site the site
   * @param self the node that this machine is, or that was asked for
   * @param warnings what is allowed and still deserves a look
   */
  record Accepted(Site site, NodeName self, List<Problem> warnings) implements SiteReading {}

  /**
   * The file must not be used.
   *
   * @param problems all that is wrong, at least one, in the file's order
   */
  record Refused(List<Problem> problems) implements SiteReading {}
}
