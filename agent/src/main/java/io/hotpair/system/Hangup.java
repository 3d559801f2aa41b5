package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;

/**
 * The signal SIGHUP, which asks a service to read its configuration again (daemon(7)), and ends a
 * Java process that does not heed it.
 *
 * <p>A handler, and not the disposition to ignore it: that would go on to every program that is
 * started, and services that read their own configuration on SIGHUP could be reached no more.
 */
public final class Hangup {
  private Hangup() {}

  /**
   * From now on it does this, on a thread of its own, and nothing else.
   *
   * @return {@code Failed}: this system or this Java has no such signal; it does what it did
   */
  public static Outcome<Boolean> does(Runnable what) {
    try {
      // Of the module jdk.unsupported: the compiler warns of it and can't be told not to.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.lookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(what);
      Object heard =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, signal));
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangup, heard);
      return new Outcome.Succeeded<>(true);
    } catch (InvocationTargetException refused) {
      return new Outcome.Failed<>(String.valueOf(refused.getCause()));
    } catch (ReflectiveOperationException missing) {
      return new Outcome.Failed<>(missing.toString());
    }
  }
}
