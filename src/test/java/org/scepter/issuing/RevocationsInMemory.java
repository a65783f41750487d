package org.scepter.issuing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.revocation.RevocationRecords;
import org.scepter.issuing.revocation.RevokedCertificate;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/** The book of revocations of one CA; serial numbers are the certificates' numbers. */
public final class RevocationsInMemory implements RevocationRecords {
  private record Row(Thumbprint issuer, Instant end, RevokedCertificate revoked) {}

  private final List<Row> rows = new ArrayList<>();

  /** A certificate of {@code issuer} that ends at {@code end}, revoked from {@code at} on. */
  public void add(
      Thumbprint issuer, SerialNumber serial, Instant at, RevocationReason reason, Instant end) {
    rows.add(new Row(issuer, end, new RevokedCertificate(rows.size() + 1L, serial, at, reason, 0)));
  }

  @Override
  public boolean revoke(long certificateId, Instant at, RevocationReason reason) {
    throw new AssertionError("revoked by add alone");
  }

  @Override
  public List<RevokedCertificate> of(Collection<Long> certificateIds) {
    return rows.stream()
        .map(Row::revoked)
        .filter(one -> certificateIds.contains(one.certificateId()))
        .toList();
  }

  @Override
  public boolean isAnyToList(Thumbprint issuer, Instant now) {
    return rows.stream().anyMatch(row -> isToList(row, issuer, now));
  }

  private static boolean isToList(Row row, Thumbprint issuer, Instant now) {
    return row.issuer.equals(issuer)
        && row.revoked.listedIn() == 0
        && !row.revoked.at().isAfter(now);
  }

  @Override
  public void list(Thumbprint issuer, Instant now, long number) {
    rows.replaceAll(
        row ->
            isToList(row, issuer, now)
                ? new Row(
                    row.issuer,
                    row.end,
                    new RevokedCertificate(
                        row.revoked.certificateId(),
                        row.revoked.serial(),
                        row.revoked.at(),
                        row.revoked.reason(),
                        number))
                : row);
  }

  @Override
  public List<RevokedCertificate> listed(Thumbprint issuer, Instant since, long number) {
    return rows.stream()
        .filter(row -> row.issuer.equals(issuer) && row.revoked.listedIn() > 0)
        .filter(row -> !row.end.isBefore(since) || row.revoked.listedIn() == number)
        .map(Row::revoked)
        .toList();
  }

  /** All as they are now, for a transaction that may be undone. */
  public Runnable saved() {
    List<Row> before = List.copyOf(rows);
    return () -> {
      rows.clear();
      rows.addAll(before);
    };
  }
}
