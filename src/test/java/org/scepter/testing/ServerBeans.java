package org.scepter.testing;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MXBeans of the running server, reached as jconsole does: any server, same machine. */
public final class ServerBeans implements AutoCloseable {
  private final JMXConnector connector;

  private ServerBeans(JMXConnector connector) {
    this.connector = connector;
  }

  /** Finds the Java process that listens on the server's internal port. */
  @SuppressWarnings("BanJNDI") // the agent's own URL, from a process of the same user
  public static ServerBeans of(TestServer server) {
    String mark = "scepter.platform.internal-port=" + server.internal().getPort();
    long pid =
        ProcessHandle.allProcesses()
            .filter(each -> each.info().command().orElse("").endsWith("java"))
            .filter(each -> each.info().commandLine().orElse("").contains(mark))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no Java process has -D" + mark))
            .pid();
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return new ServerBeans(
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
