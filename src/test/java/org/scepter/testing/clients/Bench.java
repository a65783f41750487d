package org.scepter.testing.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.scepter.testing.Command;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;

/** Where a client works: the server that it calls, and a directory for what it keeps. */
public record Bench(TestServer server, Path directory) {
  /** The address that NDES is known by, over HTTP as most of the clients want it. */
  String url() {
    return server.http() + TestServer.MSCEP;
  }

  Command.Result run(String... command) {
    return run(List.of(command));
  }

  Command.Result run(List<String> command) {
    return Command.run(directory, Map.of(), command);
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** The name of a file that {@code content} was written to. */
  String written(String name, byte[] content) {
    try {
      return Files.write(file(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a certificate, DER or PEM. */
  X509Certificate certificate(String name) {
    try {
      return CaCertificates.certificate(Files.readAllBytes(file(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
