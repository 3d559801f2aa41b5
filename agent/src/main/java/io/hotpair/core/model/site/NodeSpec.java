package io.hotpair.core.model.site;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the site.
 *
 * @param name its name
 * @param id its id in datagrams, blocks and registration keys; 1 to 255, unique in the site
 * @param virtual whether it is a virtual machine
 * @param host the physical machine that it runs on, if the file names it
 * @param watchdog the device of its hardware watchdog, as {@code /dev/watchdog0}, if it has one
 * @param addresses its IP addresses on the networks, by {@link PathKind#PRIVATE} and {@link
 *     PathKind#PUBLIC}
 */
public record NodeSpec(
    NodeName name,
    int id,
    boolean virtual,
    Optional<String> host,
    Optional<String> watchdog,
    Map<PathKind, String> addresses) {}
