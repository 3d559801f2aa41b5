package io.hotpair.jmx;

import io.hotpair.mbeans.ObjectNames;
import io.hotpair.mbeans.PairOperation;
import io.hotpair.view.access.Caller;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.MBeanServerForwarder;

/**
 * Stands between the remote endpoint and the MBean server. Denied is whatever is not listed: users
 * may read, listen, and call a {@link PairOperation} of a pair, which asks for the role that it
 * needs. Nobody writes attributes, makes or removes MBeans, or calls anything else, in whatever
 * domain.
 */
final class RemoteGuard implements InvocationHandler {
  // Any role may read, and the endpoint reads and listens for its own ends on threads that work for
  // nobody. The last three it needs to understand a request; no client gets what they return.
  private static final Set<String> READING =
      Set.of(
          "getAttribute",
          "getAttributes",
          "getDefaultDomain",
          "getDomains",
          "getMBeanCount",
          "getMBeanInfo",
          "getObjectInstance",
          "isInstanceOf",
          "isRegistered",
          "queryMBeans",
          "queryNames",
          "getClassLoader",
          "getClassLoaderFor",
          "getClassLoaderRepository");
  private static final Set<String> LISTENING =
      Set.of("addNotificationListener", "removeNotificationListener");

  private MBeanServer server;

  private RemoteGuard() {}

  /** A guard whose MBean server the endpoint sets. */
  static MBeanServerForwarder forwarder() {
    return (MBeanServerForwarder)
        Proxy.newProxyInstance(
            RemoteGuard.class.getClassLoader(),
            new Class<?>[] {MBeanServerForwarder.class},
            new RemoteGuard());
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("setMBeanServer")) {
      server = (MBeanServer) arguments[0];
      return null;
    }
    if (method.getName().equals("getMBeanServer")) {
      return server;
    }
    boolean ofObject = method.getDeclaringClass() == Object.class;
    if (!ofObject) {
      check(method, arguments);
    }
    try {
      return method.invoke(ofObject ? this : server, arguments);
    } catch (InvocationTargetException e) {
      // A client is refused in the same way here and by a pair.
      throw e.getCause() instanceof RuntimeMBeanException inMBean
              && inMBean.getTargetException() instanceof SecurityException refused
          ? refused
          : e.getCause();
    }
  }

  private static void check(Method method, Object[] arguments) {
    String name = method.getName();
    boolean allowed =
        READING.contains(name)
            || (LISTENING.contains(name) && listensItself(method))
            || (name.equals("invoke") && mayCall((ObjectName) arguments[0], (String) arguments[1]));
    if (!allowed) {
      throw new SecurityException(
          Caller.current().map(Caller::getName).orElse("nobody")
              + " may not "
              + (name.equals("invoke") ? "call " + arguments[1] + " of " + arguments[0] : name));
    }
  }

  // A listener that is an MBean would let a client call into that MBean.
  private static boolean listensItself(Method method) {
    return method.getParameterTypes()[1] != ObjectName.class;
  }

  private static boolean mayCall(ObjectName bean, String operation) {
    return Caller.current().isPresent()
        && ObjectNames.isPair(bean)
        && PairOperation.named(operation).isPresent();
  }
}
