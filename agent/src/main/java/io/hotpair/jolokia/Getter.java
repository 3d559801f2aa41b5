package io.hotpair.jolokia;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * An attribute of an MXBean or of a row, as its interface declares it.
 *
 * @param attribute its name, as MXBeans have it: {@code RoleCode}
 * @param method its getter, public and without arguments
 */
record Getter(String attribute, Method method) {
  private static final String GET = "get";
  private static final String IS = "is";

  static Getter of(Method method) {
    String name = method.getName();
    String prefix = name.startsWith(GET) ? GET : IS;
    if (!name.startsWith(prefix) || method.getParameterCount() > 0) {
      throw new IllegalArgumentException(method + " is no getter");
    }
    return new Getter(name.substring(prefix.length()), method);
  }

  /** The name as a member of open data, as the MXBean specification spells it. */
  String item() {
    boolean isAcronym =
        attribute.length() > 1
            && Character.isUpperCase(attribute.charAt(0))
            && Character.isUpperCase(attribute.charAt(1));
    return isAcronym
        ? attribute
        : Character.toLowerCase(attribute.charAt(0)) + attribute.substring(1);
  }

  Object value(Object bean) {
    try {
      return method.invoke(bean);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException defect
          ? defect
          : new IllegalStateException(method + " failed", e.getCause());
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
