package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.node.IssuerRegistration;

/** Issuers and DNS names that stand for NDES servers. Every call needs a transaction. */
@ApplicationScoped
public class IssuerRegistrationStore {
  static final String ADD =
      """
      INSERT INTO ndes_issuer (id, name, dns_name, issuer, registered_at, ended)
      VALUES (?1, ?2, ?3, ?4, ?5, FALSE) ON CONFLICT DO NOTHING\
      """;
  static final String REVIVE =
      "UPDATE ndes_issuer SET name = ?1, registered_at = ?2, ended = FALSE"
          + " WHERE id = ?3 AND ended = TRUE";
  static final String HOLD =
      "SELECT id FROM ndes_issuer WHERE id = ?1 AND ended = FALSE FOR UPDATE";
  static final String END = "UPDATE ndes_issuer SET ended = TRUE WHERE id = ?1 AND ended = FALSE";

  private static final String SELECT =
      "SELECT name, issuer, dns_name, registered_at, ended FROM ndes_issuer ";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if it is in force already. One that was ended may begin anew. */
  public boolean add(IssuerRegistration registration) {
    return entities
                .createNativeQuery(ADD)
                .setParameter(1, registration.id().hex())
                .setParameter(2, registration.name())
                .setParameter(3, registration.dnsName())
                .setParameter(4, encoded(registration.issuer()))
                .setParameter(5, registration.registeredAt().toEpochMilli())
                .executeUpdate()
            == 1
        || entities
                .createNativeQuery(REVIVE)
                .setParameter(1, registration.name())
                .setParameter(2, registration.registeredAt().toEpochMilli())
                .setParameter(3, registration.id().hex())
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

  /** Whether it is in force, and nobody ends it before the caller's transaction ends. */
  public boolean hold(Sha256 id) {
    return !entities.createNativeQuery(HOLD).setParameter(1, id.hex()).getResultList().isEmpty();
  }

  /** Those in force for a DNS name, the first that was registered first. */
  public List<IssuerRegistration> live(String dnsName) {
    return rows(
        entities
            .createNativeQuery(
                SELECT + "WHERE dns_name = ?1 AND ended = FALSE ORDER BY registered_at, id")
            .setParameter(1, dnsName));
  }

  /** All, ended ones too, by name. */
  public List<IssuerRegistration> all() {
    return rows(entities.createNativeQuery(SELECT + "ORDER BY name, registered_at, id"));
  }

  /** False if there is none in force. */
  public boolean end(Sha256 id) {
    return entities.createNativeQuery(END).setParameter(1, id.hex()).executeUpdate() == 1;
  }

  private static List<IssuerRegistration> rows(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Object[].class::cast).map(IssuerRegistrationStore::row).toList();
  }

  private static IssuerRegistration row(Object[] row) {
    return new IssuerRegistration(
        (String) row[0],
        NdesRegistrationStore.certificate((byte[]) row[1]),
        (String) row[2],
        Instant.ofEpochMilli(((Number) row[3]).longValue()),
        (Boolean) row[4]);
  }
}
