package org.scepter.testing.book;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scepter.testing.KeepAlive;
import org.scepter.testing.OwnDatabase;
import org.scepter.testing.OwnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.StatementTrace;
import org.scepter.testing.TestServer;
import org.scepter.testing.load.Attempt;
import org.scepter.testing.load.Fleet;

/** A server with an EC CA and a book of so many certificates. */
public final class Library implements AutoCloseable {
  private final int size;
  private final OwnServer own;
  private final OwnDatabase database;
  private final StatementTrace trace;
  private final List<Entry> entries = new ArrayList<>();
  private Optional<Fleet> fleet = Optional.empty();
  private X509Certificate first;
  private Iterator<Entry> toRevoke;

  /** A certificate of the book. */
  public record Entry(long id, String serial, String subject) {}

  private Library(int size, Path directory) throws SQLException {
    this.size = size;
    this.own =
        OwnServer.prepare(directory, "init.root.key-type=ec-p384", "init.issuing.key-type=ec-p256");
    this.database = OwnDatabase.of(own);
    this.trace = new StatementTrace(directory.resolve("trace"));
  }

  /**
   * Makes one below {@code directory}. Its server runs, and what it asks of its database is noted.
   */
  public static Library of(int size, Path directory) throws Exception {
    Library library = new Library(size, directory);
    library.own.withAgent(library.trace.agent());
    TestServer server = library.own.start();
    Attempt attempt = new Fleet(server).ready(1).get(0);
    library.first = attempt.repeat(server.scep());
    library.own.stop();
    try (Connection connection = library.database.connect()) {
      new Population(connection, server, attempt.device(), library.first).add(size);
      library.read(connection);
    }
    library.toRevoke = library.entries();
    library.own.start();
    return library;
  }

  private void read(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, serial, subject FROM certificate WHERE kind = 'ENROLMENT'"
                    + " AND MOD(id, 10) <> 0 ORDER BY enrolment_id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        entries.add(new Entry(rows.getLong(1), rows.getString(2), rows.getString(3)));
      }
    }
  }

  public int size() {
    return size;
  }

  public TestServer server() {
    return own.handle();
  }

  public StatementTrace trace() {
    return trace;
  }

  public OwnDatabase database() {
    return database;
  }

  /** Certificates that are good still, each once. */
  public Iterator<Entry> toRevoke() {
    return toRevoke;
  }

  /** Devices that are not in the book yet. */
  public Fleet fleet() {
    fleet = fleet.or(() -> Optional.of(new Fleet(server())));
    return fleet.get();
  }

  /** The full CRL of the issuing CA. */
  public PublishedCrl list() {
    return PublishedCrl.of(server(), first);
  }

  public void revoke(Entry entry) {
    server()
        .site()
        .post(
            "certificates/" + entry.serial() + "/revoke",
            Json.createObjectBuilder().add("reason", "superseded").build())
        .expect(204);
  }

  /** Starts the server anew, as it is without its statements being noted. */
  public void forgetTrace() {
    own.stop();
    own.withoutAgent().start();
  }

  /** Certificates that are not revoked, in no order, again and again. */
  public Iterator<Entry> entries() {
    return IntStream.iterate(0, i -> (i + 1) % entries.size()).mapToObj(entries::get).iterator();
  }

  /** The issuing CA. */
  public X509Certificate issuer() {
    return server().scep().caCertificates().intermediates().get(0);
  }

  /** A kept connection to the plain listener. */
  public KeepAlive connection(String target, String contentType) {
    try {
      return new KeepAlive(server().http(), target, contentType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
