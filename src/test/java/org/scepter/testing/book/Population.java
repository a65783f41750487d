package org.scepter.testing.book;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Digest;

/**
 * Fills the database of a server, which does not run, with devices that have their certificates:
 * each has all the rows that a device has that really enrolled.
 */
public final class Population {
  private static final int BATCH = 1_000;
  private static final HexFormat HEX = HexFormat.of();

  private final Connection database;
  private final Certifying certifying;
  private final String device;
  private final String challenge;
  private final String enrolment;
  private final String transaction;
  private final String serial;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Copies> tables = new LinkedHashMap<>();

  /**
   * @param device that really enrolled, once
   * @param certificate what it got
   */
  public Population(
      Connection database, TestServer server, String device, X509Certificate certificate)
      throws SQLException, GeneralSecurityException, IOException, OperatorCreationException {
    this.database = database;
    this.certifying = new Certifying(server, certificate);
    this.device = device;
    this.serial = certificate.getSerialNumber().toString(16);
    this.challenge = text("SELECT id FROM challenge WHERE device = ?", device);
    this.enrolment = text("SELECT id FROM enrolment WHERE device = ?", device);
    this.transaction =
        text("SELECT transaction_id FROM transaction_alias WHERE enrolment_id = ?", enrolment);
    copies("device", "name", device);
    copies("device_collection_member", "device", device);
    copies("device_profile", "device", device);
    copies("challenge", "id", challenge);
    copies("enrolment", "id", enrolment);
    copies("transaction_alias", "enrolment_id", enrolment);
    copies("certificate", "enrolment_id", enrolment);
    copies("audit_entry", "transaction_id", transaction);
  }

  private void copies(String table, String column, String value) throws SQLException {
    tables.put(table, new Copies(database, table, column, value));
  }

  private String text(String query, String value) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(query)) {
      statement.setString(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("nothing found: " + query);
        }
        return rows.getString(1);
      }
    }
  }

  /** Adds that many devices; of every tenth the certificate is revoked and on no CRL yet. */
  public void add(int count) throws SQLException, IOException {
    database.setAutoCommit(false);
    for (int i = 0; i < count; i++) {
      add();
      if (i % BATCH == BATCH - 1 || i == count - 1) {
        write();
      }
    }
    try (Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO revocation (certificate_id, issuer, serial, not_after, revoked_at, reason,"
              + " listed_in) SELECT id, issuer, serial, not_after, issued_at, 'SUPERSEDED', 0"
              + " FROM certificate WHERE kind = 'ENROLMENT' AND MOD(id, 10) = 0");
      database.commit();
      // What PostgreSQL does by itself sooner or later.
      statement.execute("ANALYZE");
      database.commit();
    }
  }

  private void write() throws SQLException {
    for (Copies each : tables.values()) {
      each.write();
    }
    database.commit();
  }

  private void add() throws SQLException, IOException {
    String name = "device-" + hex(12);
    String id = hex(16);
    String otherChallenge = hex(16);
    String otherTransaction = hex(16);
    X500Name subject = new X500Name("CN=" + name + ",O=Example");
    X509CertificateHolder certificate = certifying.of(subject, name + ".example.test");
    String number = certificate.getSerialNumber().toString(16);
    byte[] encoded = certificate.getEncoded();
    String key =
        HEX.formatHex(Digest.SHA256.of(certificate.getSubjectPublicKeyInfo().getEncoded()));
    String thumbprint = HEX.formatHex(Digest.SHA1.of(encoded));
    String text = "CN=" + name + ",O=Example";
    UnaryOperator<String> texts =
        original ->
            original
                .replace(device, name)
                .replace(serial, number)
                .replace(enrolment, id)
                .replace(challenge, otherChallenge)
                .replace(transaction, otherTransaction);
    Map<String, Object> certified =
        Map.of("key_digest", key, "thumbprint", thumbprint, "serial_number", number);
    copy("device", Map.of("token_mac", hex(32)), texts);
    copy("device_collection_member", Map.of(), texts);
    copy("device_profile", certified, texts);
    copy(
        "challenge",
        Map.of("mac", hex(32), "subject", subject.getEncoded("DER"), "bound_key", key),
        texts);
    copy("enrolment", certified, texts);
    copy("transaction_alias", Map.of("request_digest", hex(32)), texts);
    copy(
        "certificate",
        Map.of(
            "subject_digest",
            HEX.formatHex(Digest.SHA256.of(text.getBytes(StandardCharsets.UTF_8))),
            "key_digest",
            key,
            "certificate",
            encoded),
        texts);
    copy("audit_entry", Map.of(), texts);
  }

  private void copy(String table, Map<String, Object> changed, UnaryOperator<String> texts)
      throws SQLException {
    tables.get(table).add(changed, texts);
  }

  private String hex(int octets) {
    byte[] some = new byte[octets];
    random.nextBytes(some);
    return HEX.formatHex(some);
  }
}
