package org.scepter.issuing.elsewhere.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;

/** Each step of a revocation elsewhere in a transaction that is over before anybody is called. */
@ApplicationScoped
public class RevocationOrderBook {
  private final RevocationOrders orders;
  private final CertificateRecords certificates;

  RevocationOrderBook() {
    this(null, null);
  }

  @Inject
  public RevocationOrderBook(RevocationOrders orders, CertificateRecords certificates) {
    this.orders = orders;
    this.certificates = certificates;
  }

  /** As {@link RevocationOrders#enter}, in the revocation's own transaction. */
  @Transactional
  public boolean enter(long certificateId, State state, Instant due) {
    return orders.enter(certificateId, state, due);
  }

  /** As {@link RevocationOrders#enterMissing}. */
  @Transactional
  public int enterMissing(Collection<Thumbprint> own, State state, Instant now) {
    return orders.enterMissing(own, state, now);
  }

  @Transactional
  public List<RevocationOrder> due(Instant now, int limit) {
    return orders.due(now, limit);
  }

  /** Takes an order; empty if somebody else has it, or the certificate is gone. */
  @Transactional
  public Optional<Der> claim(RevocationOrder order, Instant until) {
    return orders.claim(order, until)
        ? certificates.find(order.serial()).stream()
            .filter(view -> view.id() == order.certificateId())
            .findFirst()
            .flatMap(CertificateView::certificate)
        : Optional.empty();
  }

  @Transactional
  public void settle(RevocationOrder order, State state, String detail, Instant next) {
    orders.settle(order, state, detail, next);
  }

  /** As {@link RevocationOrders#decide}. */
  @Transactional
  public boolean decide(long certificateId, State state, Instant next) {
    return orders.decide(certificateId, state, next);
  }

  @Transactional
  public Map<State, Long> unsettled(Instant now) {
    return orders.unsettled(now);
  }
}
