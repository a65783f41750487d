package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The TCP connections that a process has opened, as Linux tells them. */
public final class Connections {
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTEN = "0A";

  private Connections() {}

  public static boolean canBeSeen() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** The ports at the other end of each connection that the process has not accepted but opened. */
  public static Set<Integer> portsCalledBy(long pid) {
    List<String[]> sockets = sockets(pid);
    Set<Integer> listening = new HashSet<>();
    Set<Integer> called = new TreeSet<>();
    for (String[] socket : sockets) {
      if (socket[STATE].equals(LISTEN)) {
        listening.add(port(socket[LOCAL]));
      }
    }
    for (String[] socket : sockets) {
      if (!socket[STATE].equals(LISTEN) && !listening.contains(port(socket[LOCAL]))) {
        called.add(port(socket[REMOTE]));
      }
    }
    return called;
  }

  private static List<String[]> sockets(long pid) {
    Set<String> inodes = inodes(pid);
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
        .map(line -> line.strip().split("\\s+", -1))
        .filter(fields -> fields.length > INODE && inodes.contains(fields[INODE]))
        .toList();
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> inodes(long pid) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path each : descriptors.toList()) {
        String target = link(each);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring(8, target.length() - 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  // One that was closed meanwhile is none.
  private static String link(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
