package org.scepter.monitoring.jmx;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Calls in from outside: a JMX connection's thread knows nothing of the application's classes, and
 * on Payara has no class loader at all, without which no bean can be reached.
 */
final class InApplication {
  private static final ClassLoader LOADER = InApplication.class.getClassLoader();

  private InApplication() {}

  /** The same view of {@code bean}, every call of which runs as one of the application's own. */
  static <T> T wrap(Class<T> view, T bean) {
    return view.cast(
        Proxy.newProxyInstance(
            LOADER,
            new Class<?>[] {view},
            (proxy, method, arguments) -> {
              Thread thread = Thread.currentThread();
              ClassLoader before = thread.getContextClassLoader();
              thread.setContextClassLoader(LOADER);
              try {
                return method.invoke(bean, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                thread.setContextClassLoader(before);
              }
            }));
  }
}
