package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Sha256;
import org.scepter.platform.peer.NodeScope;
import org.scepter.registrationpoint.node.NdesRegistration;
import org.scepter.registrationpoint.node.NdesTerms;

/** Client certificates of nodes. */
@ApplicationScoped
public class NdesRegistrationStore {
  static final String REGISTER =
      """
      INSERT INTO ndes_registration (sha256, name, subject, not_before, not_after,
        registered_at, ended, certificate, issuer_id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, FALSE, ?7, NULLIF(?8, ''))
      ON CONFLICT DO NOTHING\
      """;
  static final String SCOPE =
      """
      SELECT r.name, r.issuer_id, s.endpoints, COALESCE(s.ra_keys, TRUE) FROM ndes_registration r
      LEFT JOIN ndes_server s ON s.name = r.name
      WHERE r.sha256 = ?1 AND r.ended = FALSE AND r.not_before <= ?2 AND r.not_after > ?3\
      """;
  static final String HOLD =
      "SELECT name FROM ndes_registration WHERE sha256 = ?1 AND ended = FALSE FOR UPDATE";

  private static final String SELECT =
      "SELECT sha256, name, subject, not_before, not_after, registered_at, issuer_id, ended"
          + " FROM ndes_registration ";

  // Enough to tell the certificates of one issuer apart.
  private static final int SHORT = 16;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  /**
   * Registers a certificate unless it is known; one that was ended stays ended.
   *
   * @param issuer id of the issuer's registration; empty for none
   */
  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  public boolean register(
      Sha256 digest, String name, X509Certificate certificate, String issuer, Instant now) {
    return entities
            .createNativeQuery(REGISTER)
            .setParameter(1, digest.hex())
            .setParameter(2, name)
            .setParameter(3, certificate.getSubjectX500Principal().getName())
            .setParameter(4, certificate.getNotBefore().getTime())
            .setParameter(5, certificate.getNotAfter().getTime())
            .setParameter(6, now.toEpochMilli())
            .setParameter(7, encoded(certificate))
            .setParameter(8, issuer)
            .executeUpdate()
        == 1;
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }

  /** Keeps the certificate of a registration that has none. */
  public void keep(Sha256 digest, X509Certificate certificate) {
    entities
        .createNativeQuery(
            "UPDATE ndes_registration SET certificate = ?1 WHERE sha256 = ?2 AND certificate IS"
                + " NULL")
        .setParameter(1, encoded(certificate))
        .setParameter(2, digest.hex())
        .executeUpdate();
  }

  /**
   * Those that are in date, not ended and to get the RA's keys, as far as they are kept; in the
   * same order for every server, so that none waits for another that waits for it.
   */
  public List<X509Certificate> keyHolders(Instant now) {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                SELECT r.certificate FROM ndes_registration r
                LEFT JOIN ndes_server s ON s.name = r.name
                WHERE r.ended = FALSE AND r.not_before <= ?1 AND r.not_after > ?1
                  AND r.certificate IS NOT NULL AND COALESCE(s.ra_keys, TRUE)
                ORDER BY r.sha256
                """)
            .setParameter(1, now.toEpochMilli())
            .getResultList();
    return rows.stream().map(byte[].class::cast).map(NdesRegistrationStore::certificate).toList();
  }

  static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was kept can be read", e);
    }
  }

  /** All registrations, ended ones too, by name. */
  public List<NdesRegistration> all() {
    return rows(entities.createNativeQuery(SELECT + "ORDER BY name, registered_at"));
  }

  /** All of a name, ended ones too. */
  public List<NdesRegistration> of(String name) {
    return rows(
        entities
            .createNativeQuery(SELECT + "WHERE name = ?1 ORDER BY registered_at")
            .setParameter(1, name));
  }

  public Optional<NdesRegistration> find(Sha256 digest) {
    return rows(
            entities.createNativeQuery(SELECT + "WHERE sha256 = ?1").setParameter(1, digest.hex()))
        .stream()
        .findFirst();
  }

  private static List<NdesRegistration> rows(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Object[].class::cast).map(NdesRegistrationStore::row).toList();
  }

  private static NdesRegistration row(Object[] row) {
    return new NdesRegistration(
        new Sha256((String) row[0]),
        (String) row[1],
        (String) row[2],
        instant(row[3]),
        instant(row[4]),
        instant(row[5]),
        Optional.ofNullable((String) row[6]).map(Sha256::new),
        (Boolean) row[7]);
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(((Number) millis).longValue());
  }

  /** Ends a registration for good. */
  public boolean end(Sha256 digest) {
    return entities
            .createNativeQuery(
                "UPDATE ndes_registration SET ended = TRUE WHERE sha256 = ?1 AND ended = FALSE")
            .setParameter(1, digest.hex())
            .executeUpdate()
        == 1;
  }

  /** The name of a registration that was not ended, which nobody ends before the caller's end. */
  public Optional<String> hold(Sha256 digest) {
    List<?> names = entities.createNativeQuery(HOLD).setParameter(1, digest.hex()).getResultList();
    return names.stream().map(String.class::cast).findFirst();
  }

  /** For what a certificate may ask, if it is registered and in date. */
  public Optional<NodeScope> scope(Sha256 digest, Instant now) {
    List<?> rows =
        entities
            .createNativeQuery(SCOPE)
            .setParameter(1, digest.hex())
            .setParameter(2, now.toEpochMilli())
            .setParameter(3, now.toEpochMilli())
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(row -> scope(row, digest)).findFirst();
  }

  private static NodeScope scope(Object[] row, Sha256 digest) {
    String name = (String) row[0];
    return new NodeScope(
        name,
        row[1] == null ? name : name + "#" + digest.hex().substring(0, SHORT),
        Optional.ofNullable((String) row[2])
            .map(NdesTerms::endpoints)
            .map(all -> all.stream().map(EndpointName::value).collect(Collectors.toSet())),
        (Boolean) row[3]);
  }
}
