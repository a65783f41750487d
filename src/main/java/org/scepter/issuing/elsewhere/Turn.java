package org.scepter.issuing.elsewhere;

import java.util.Objects;
import org.scepter.enrolment.Issuance;

/** What is to be done for an enrolment now; whoever has it does it, and nobody else does. */
sealed interface Turn {
  /** Nothing: this is the answer. */
  record Settled(Issuance issuance) implements Turn {
    public Settled {
      Objects.requireNonNull(issuance);
    }
  }

  /** The request is sent. */
  record Send(Order order) implements Turn {
    public Send {
      Objects.requireNonNull(order);
    }
  }

  /**
   * The other CA is asked what became of it.
   *
   * @param order as it stood before
   */
  record Ask(Order order) implements Turn {
    public Ask {
      Objects.requireNonNull(order);
    }
  }
}
