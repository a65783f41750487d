package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.node.NdesRegistration;

/** Client certificates of nodes. */
@ApplicationScoped
public class NdesRegistrationStore {
  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  /** Registers a certificate unless it is known; one that was ended stays ended. */
  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  public boolean register(Sha256 digest, String name, X509Certificate certificate, Instant now) {
    return entities
            .createNativeQuery(
                """
                INSERT INTO ndes_registration (sha256, name, subject, not_before, not_after,
                  registered_at, ended, certificate)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, FALSE, ?7)
                ON CONFLICT DO NOTHING
                """)
            .setParameter(1, digest.hex())
            .setParameter(2, name)
            .setParameter(3, certificate.getSubjectX500Principal().getName())
            .setParameter(4, certificate.getNotBefore().getTime())
            .setParameter(5, certificate.getNotAfter().getTime())
            .setParameter(6, now.toEpochMilli())
            .setParameter(7, encoded(certificate))
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
   * Those that are in date and not ended, as far as they are kept; in the same order for every
   * server, so that none waits for another that waits for it.
   */
  public List<X509Certificate> certificates(Instant now) {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                SELECT certificate FROM ndes_registration
                WHERE ended = FALSE AND not_before <= ?1 AND not_after > ?1
                  AND certificate IS NOT NULL
                ORDER BY sha256
                """)
            .setParameter(1, now.toEpochMilli())
            .getResultList();
    return rows.stream().map(byte[].class::cast).map(NdesRegistrationStore::certificate).toList();
  }

  private static X509Certificate certificate(byte[] der) {
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
    List<?> rows =
        entities
            .createNativeQuery(
                """
                SELECT sha256, name, subject, not_before, not_after, registered_at, ended
                FROM ndes_registration ORDER BY name, registered_at
                """)
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(NdesRegistrationStore::row).toList();
  }

  public Optional<NdesRegistration> find(Sha256 digest) {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                SELECT sha256, name, subject, not_before, not_after, registered_at, ended
                FROM ndes_registration WHERE sha256 = ?1
                """)
            .setParameter(1, digest.hex())
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(NdesRegistrationStore::row).findFirst();
  }

  private static NdesRegistration row(Object[] row) {
    return new NdesRegistration(
        new Sha256((String) row[0]),
        (String) row[1],
        (String) row[2],
        instant(row[3]),
        instant(row[4]),
        instant(row[5]),
        (Boolean) row[6]);
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

  /** The name under which a certificate is registered, if it is and is in date. */
  public Optional<String> name(Sha256 digest, Instant now) {
    List<?> names =
        entities
            .createNativeQuery(
                """
                SELECT name FROM ndes_registration
                WHERE sha256 = ?1 AND ended = FALSE AND not_before <= ?2 AND not_after > ?2
                """)
            .setParameter(1, digest.hex())
            .setParameter(2, now.toEpochMilli())
            .getResultList();
    return names.stream().map(String.class::cast).findFirst();
  }
}
