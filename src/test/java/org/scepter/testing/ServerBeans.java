package org.scepter.testing;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MXBeans of the running server, reached as jconsole does: any server, same machine. */
public final class ServerBeans implements AutoCloseable {
  private static final String PORT = "scepter.platform.internal-port";

  private final JMXConnector connector;

  private ServerBeans(JMXConnector connector) {
    this.connector = connector;
  }

  /** Finds the Java process whose system properties name the server's internal port. */
  @SuppressWarnings("BanJNDI") // the agent's own URL, from a process of the same user
  public static ServerBeans of(TestServer server) {
    String port = Integer.toString(server.internal().getPort());
    for (VirtualMachineDescriptor each : VirtualMachine.list()) {
      try {
        VirtualMachine machine = VirtualMachine.attach(each);
        try {
          if (port.equals(machine.getSystemProperties().getProperty(PORT))) {
            return new ServerBeans(
                JMXConnectorFactory.connect(
                    new JMXServiceURL(machine.startLocalManagementAgent())));
          }
        } finally {
          machine.detach();
        }
      } catch (AttachNotSupportedException | IOException e) {
        // A process that has just ended, or belongs to somebody else.
      }
    }
    throw new AssertionError("no Java process has " + PORT + "=" + port);
  }

  /** An attribute of {@code org.scepter:type=<type>}. */
  public Object attribute(String type, String attribute) {
    try {
      return connection().getAttribute(new ObjectName("org.scepter:type=" + type), attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls an operation without parameters. */
  public Object invoke(String type, String operation) {
    try {
      return connection()
          .invoke(
              new ObjectName("org.scepter:type=" + type), operation, new Object[0], new String[0]);
    } catch (JMException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of the server's heap that are still in use after a collection. */
  public long liveHeap() {
    try {
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              connection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
      // What has a finalizer or a reference queue goes with the second.
      memory.gc();
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processor time that the server has used, in nanoseconds. */
  public long cpuTime() {
    try {
      return (Long)
          connection()
              .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
    } catch (JMException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MBeanServerConnection connection() throws IOException {
    return connector.getMBeanServerConnection();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
