package org.scepter.monitoring.jmx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** MXBeans under {@code org.scepter}, to be taken away together. */
final class JmxNames {
  private static final Logger LOG = System.getLogger(JmxNames.class.getName());

  private final List<ObjectName> registered = new ArrayList<>();

  <T> void register(String type, Class<T> view, T bean) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = new ObjectName("org.scepter:type=" + type);
      if (server.isRegistered(name)) {
        // Left by a deployment that ended badly.
        server.unregisterMBean(name);
      }
      server.registerMBean(new StandardMBean(InApplication.wrap(view, bean), view, true), name);
      registered.add(name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "JMX shows no " + type, e);
    }
  }

  void unregister() {
    for (ObjectName name : registered) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, name + " was gone", e);
      }
    }
  }
}
