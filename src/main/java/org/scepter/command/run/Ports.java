package org.scepter.command.run;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The four ports of the server, by the properties that move them. */
record Ports(String address, int http, int https, int internal, int management) {

  static Ports of(Map<String, String> properties) {
    return new Ports(
        properties.getOrDefault("jboss.bind.address", "127.0.0.1"),
        port(properties, "scepter.platform.http-port", 8080),
        port(properties, "scepter.platform.https-port", 8443),
        port(properties, "scepter.platform.internal-port", 9443),
        port(properties, "jboss.management.http.port", 9990));
  }

  private static int port(Map<String, String> properties, String name, int usual) {
    String value = properties.getOrDefault(name, Integer.toString(usual));
    try {
      int port = Integer.parseInt(value);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message.
    }
    throw new CannotRunException(name + "=" + value + " is not a port number");
  }

  void requireFree() throws IOException {
    requireFree(address, http, "scepter.platform.http-port");
    requireFree(address, https, "scepter.platform.https-port");
    requireFree(address, internal, "scepter.platform.internal-port");
    requireFree("127.0.0.1", management, "jboss.management.http.port");
  }

  private static void requireFree(String address, int port, String property) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (BindException e) {
      throw new CannotRunException(
          "port %d on %s cannot be opened (%s); free it or choose another with -D%s=PORT"
              .formatted(port, address, e.getMessage(), property));
    }
  }
}
