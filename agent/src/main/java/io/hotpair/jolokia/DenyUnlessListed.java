package io.hotpair.jolokia;

import io.hotpair.mbeans.ObjectNames;
import io.hotpair.mbeans.PairOperation;
import io.hotpair.view.access.Caller;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Jolokia may do for the current {@link Caller}: read our domain and a few attributes of the
 * virtual machine, and call a {@link PairOperation} of a pair, which asks for the role that it
 * needs. The rest is denied, and everything for nobody.
 */
final class DenyUnlessListed implements Restrictor {
  // Numbers that stay below 2^53, and nothing that tells how the agent was started.
  private static final Map<String, Set<String>> JAVA =
      Map.of(
          "Memory",
          Set.of("HeapMemoryUsage", "NonHeapMemoryUsage"),
          "OperatingSystem",
          Set.of(
              "Arch",
              "AvailableProcessors",
              "CommittedVirtualMemorySize",
              "CpuLoad",
              "FreeMemorySize",
              "Name",
              "OpenFileDescriptorCount",
              "ProcessCpuLoad",
              "SystemLoadAverage",
              "TotalMemorySize",
              "Version"),
          "Runtime",
          Set.of("Pid", "StartTime", "Uptime", "VmName", "VmVersion"),
          "Threading",
          Set.of("DaemonThreadCount", "PeakThreadCount", "ThreadCount", "TotalStartedThreadCount"));

  @Override
  public boolean isHttpMethodAllowed(HttpMethod method) {
    return method == HttpMethod.GET || method == HttpMethod.POST;
  }

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return Caller.current().isPresent()
        && Set.of(
                RequestType.READ,
                RequestType.LIST,
                RequestType.SEARCH,
                RequestType.EXEC,
                RequestType.VERSION)
            .contains(type);
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
    return Caller.current().isPresent()
        && (isOurs(bean)
            || (isJava(bean) && JAVA.get(bean.getKeyProperty("type")).contains(attribute)));
  }

  @Override
  public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
    return false;
  }

  @Override
  public boolean isOperationAllowed(ObjectName bean, String operation) {
    // Jolokia allows name(type,type), for overloads: we have none.
    String name = operation.replaceFirst("\\(.*", "");
    return Caller.current().isPresent()
        && ObjectNames.isPair(bean)
        && PairOperation.named(name).isPresent();
  }

  /** Always: whether a client may connect at all is asked by authentication. */
  @Override
  public boolean isRemoteAccessAllowed(String... hostOrAddress) {
    return true;
  }

  /** Only requests that no web page made have no origin. */
  @Override
  public boolean isOriginAllowed(String origin, boolean onlyWhenStrictCheckingIsEnabled) {
    return origin == null;
  }

  @Override
  public boolean isObjectNameHidden(ObjectName bean) {
    return !isOurs(bean) && !isJava(bean);
  }

  private static boolean isOurs(ObjectName bean) {
    return bean.getDomain().equals(ObjectNames.DOMAIN);
  }

  private static boolean isJava(ObjectName bean) {
    String type = bean.getKeyProperty("type");
    return bean.getDomain().equals("java.lang")
        && bean.getKeyPropertyList().size() == 1
        && type != null
        && JAVA.containsKey(type);
  }
}
