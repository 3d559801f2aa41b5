package io.hotpair.jmx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * An MXBean whose information carries the descriptions of its contract. All MXBeans of one class
 * share it: of its own for each, it would be most of the agent's memory on a large site.
 */
class DescribedMBean extends StandardMBean {
  private static final Map<Class<?>, MBeanInfo> INFORMATION = new ConcurrentHashMap<>();

  private final Descriptions descriptions;

  /** Wraps the implementation of a contract. */
  <T> DescribedMBean(T implementation, Class<T> contract) {
    super(implementation, contract, true);
    this.descriptions = new Descriptions(contract);
  }

  @Override
  protected MBeanInfo getCachedMBeanInfo() {
    return INFORMATION.get(getImplementationClass());
  }

  @Override
  protected void cacheMBeanInfo(MBeanInfo info) {
    if (info != null) {
      INFORMATION.putIfAbsent(getImplementationClass(), info);
    }
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return descriptions.bean();
  }

  @Override
  protected String getDescription(MBeanAttributeInfo attribute) {
    return descriptions.attribute(attribute);
  }

  @Override
  protected String getDescription(MBeanOperationInfo operation) {
    return descriptions.operation(operation);
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int place) {
    return descriptions.argument(operation, place).description();
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int place) {
    return descriptions.argument(operation, place).name();
  }

  @Override
  protected int getImpact(MBeanOperationInfo operation) {
    return MBeanOperationInfo.ACTION;
  }
}
