package io.hotpair.jolokia;

import io.hotpair.mbeans.ObjectNames;
import io.hotpair.mbeans.SiteMXBean;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServer;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.request.JolokiaReadRequest;
import org.jolokia.server.core.service.api.JolokiaContext;

/**
 * Answers what collectors ask for, whole tables of the site, from the rows themselves. The value is
 * the one that Jolokia finds by way of the MBean server, which first makes open data of each cell,
 * and then an object of that: several times the work, and the memory of a small agent.
 */
final class SiteReads {
  /** What would change a value on Jolokia's way. */
  private static final List<ConfigKey> CONVERSIONS =
      List.of(
          ConfigKey.MAX_DEPTH,
          ConfigKey.MAX_COLLECTION_SIZE,
          ConfigKey.MAX_OBJECTS,
          ConfigKey.SERIALIZE_LONG);

  private final SiteMXBean site;
  private final MBeanServer server;
  private final JolokiaContext context;
  private final Set<String> all = new HashSet<>();
  private final Map<String, Getter> scalars = new HashMap<>();
  private final Map<String, Getter> tables = new HashMap<>();
  private final Map<String, RowText> rows = new HashMap<>();

  /**
   * Reads of a site.
   *
   * @param site what the Site MBean shows
   * @param server where that MBean is, or no read is answered
   * @param context who may read what, and what is usual
   */
  SiteReads(SiteMXBean site, MBeanServer server, JolokiaContext context) {
    this.site = site;
    this.server = server;
    this.context = context;
    for (Method method : SiteMXBean.class.getMethods()) {
      Getter getter = Getter.of(method);
      all.add(getter.attribute());
      if (method.getGenericReturnType() instanceof ParameterizedType map) {
        tables.put(getter.attribute(), getter);
        rows.put(getter.attribute(), new RowText((Class<?>) map.getActualTypeArguments()[1]));
      } else {
        scalars.put(getter.attribute(), getter);
      }
    }
  }

  /** The value of a read of tables; empty for everything that is to go Jolokia's way. */
  Optional<Object> value(JolokiaReadRequest request) {
    List<String> path = request.getPathParts();
    if (!request.getObjectName().equals(ObjectNames.site())
        || (path != null && !path.isEmpty())
        || CONVERSIONS.stream().anyMatch(key -> isAskedFor(request, key))) {
      return Optional.empty();
    }
    return request.isMultiAttributeMode()
        ? values(request.getAttributeNames())
        : value(request.getAttributeName());
  }

  private boolean isAskedFor(JolokiaReadRequest request, ConfigKey conversion) {
    return !Objects.equals(request.getParameter(conversion), context.getConfig(conversion));
  }

  private Optional<Object> value(String attribute) {
    return tables.containsKey(attribute) && isReadable(Set.of(attribute))
        ? Optional.of(table(attribute))
        : Optional.empty();
  }

  // None named means all of them.
  private Optional<Object> values(List<String> named) {
    Collection<String> attributes = named.isEmpty() ? all : named;
    if (!all.containsAll(attributes) || !isReadable(attributes)) {
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (String attribute : attributes) {
      values.put(
          attribute,
          scalars.containsKey(attribute) ? scalars.get(attribute).value(site) : table(attribute));
    }
    return Optional.of((JsonValue) text -> text.value(values));
  }

  // Whoever may not is refused where everybody is.
  private boolean isReadable(Collection<String> attributes) {
    return server.isRegistered(ObjectNames.site())
        && attributes.stream()
            .allMatch(attribute -> context.isAttributeReadAllowed(ObjectNames.site(), attribute));
  }

  private JsonValue table(String attribute) {
    Map<?, ?> table = (Map<?, ?>) tables.get(attribute).value(site);
    return text -> rows.get(attribute).write(table, text);
  }
}
