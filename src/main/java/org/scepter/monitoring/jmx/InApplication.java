package org.scepter.monitoring.jmx;

import java.util.function.Supplier;

/** Calls in from outside: a JMX connection's thread knows nothing of the application's classes. */
final class InApplication {
  private static final ClassLoader LOADER = InApplication.class.getClassLoader();

  private InApplication() {}

  static <T> T call(Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(LOADER);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
