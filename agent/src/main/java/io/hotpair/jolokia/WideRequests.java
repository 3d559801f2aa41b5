package io.hotpair.jolokia;

import java.util.List;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.request.JolokiaListRequest;
import org.jolokia.server.core.request.JolokiaReadRequest;
import org.jolokia.server.core.request.JolokiaRequest;

/**
 * Refuses what would make objects of more MBeans at once than the agent has memory for. A large
 * site has thousands; whole tables of it are to be read from the Site MBean.
 */
final class WideRequests {
  /** The most MBeans whose attributes are read, or that are described, by one request. */
  static final int MOST_BEANS = 500;

  private final MBeanServer server;

  /** Requests for the MBeans of a server. */
  WideRequests(MBeanServer server) {
    this.server = server;
  }

  /** More than {@link #MOST_BEANS}. */
  static final class TooWideException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooWideException(ObjectName pattern, int count) {
      super(
          pattern
              + " names "
              + count
              + " MBeans: allowed are "
              + MOST_BEANS
              + "; io.hotpair:type=Site has whole tables");
    }
  }

  /** Refuses a request with {@link TooWideException} if it names too many MBeans. */
  void check(JolokiaRequest request) {
    switch (request) {
      case JolokiaReadRequest read -> check(read.getObjectName());
      case JolokiaListRequest list -> check(list.getPathParts());
      case JolokiaRequest narrow -> {}
    }
  }

  // The path of a list begins with a domain and properties; none, or an empty one, stands for all.
  private void check(List<String> path) {
    String domain = part(path, 0);
    try {
      check(new ObjectName(domain + ":" + part(path, 1)));
    } catch (MalformedObjectNameException unclear) {
      // Jolokia says what is wrong with it, without looking at any MBean.
    }
  }

  private static String part(List<String> path, int place) {
    return path == null || path.size() <= place || path.get(place) == null ? "*" : path.get(place);
  }

  private void check(ObjectName name) {
    int count = name.isPattern() ? server.queryNames(name, null).size() : 1;
    if (count > MOST_BEANS) {
      throw new TooWideException(name, count);
    }
  }
}
