package io.hotpair.jmx;

import io.hotpair.mbeans.PairMXBean;
import io.hotpair.mbeans.PairOperation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import javax.management.MBeanException;
import javax.management.ReflectionException;

/**
 * A pair's MBean. A call that fits none of its operations never gets to {@link PairControl}; it is
 * audited here, and refused by the platform.
 */
final class ControlMBean extends DescribedMBean {
  private final PairControl control;

  ControlMBean(PairControl control) {
    super(control, PairMXBean.class);
    this.control = control;
  }

  @Override
  public Object invoke(String operation, Object[] arguments, String[] signature)
      throws MBeanException, ReflectionException {
    Optional<PairOperation> called = PairOperation.named(operation);
    if (called.isPresent()) {
      int wanted = count(operation);
      if (!isTexts(wanted, arguments, signature)) {
        control.turnAway(called.get(), "the arguments are not " + wanted + " texts");
      }
    }
    return super.invoke(operation, arguments, signature);
  }

  private static boolean isTexts(int wanted, Object[] arguments, String[] signature) {
    return arguments != null
        && signature != null
        && arguments.length == wanted
        && Arrays.asList(signature).equals(Collections.nCopies(wanted, String.class.getName()))
        && Arrays.stream(arguments).allMatch(given -> given == null || given instanceof String);
  }

  private static int count(String operation) {
    return Arrays.stream(PairMXBean.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(operation))
        .mapToInt(Method::getParameterCount)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no operation " + operation));
  }
}
