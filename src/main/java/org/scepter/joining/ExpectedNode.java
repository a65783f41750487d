package org.scepter.joining;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.node.NdesTerms;
import org.scepter.registrationpoint.node.NodeName;

/**
 * A node that may join once.
 *
 * @param token the MAC of its join token
 * @param terms what it will be registered with
 * @param expiresAt from when the token is of no use
 * @param spentAt when a node has joined with it
 */
public record ExpectedNode(
    Sha256 token,
    String name,
    NdesTerms terms,
    Instant addedAt,
    Instant expiresAt,
    Optional<Instant> spentAt) {
  /** What a name must look like. */
  public static final String NAME_ACCEPTED = NodeName.ACCEPTED + " nor this server's name";

  public ExpectedNode {
    Objects.requireNonNull(token);
    Objects.requireNonNull(terms);
    Objects.requireNonNull(addedAt);
    Objects.requireNonNull(expiresAt);
    Objects.requireNonNull(spentAt);
    if (!isName(name)) {
      throw new IllegalArgumentException("a node's name " + NAME_ACCEPTED);
    }
  }

  public static boolean isName(String name) {
    return NodeName.isName(name);
  }

  /**
   * Whether a node may have the name: its listeners' certificates bear it, and by its name the
   * others know the inside.
   *
   * @param inside the name of the internal listener
   */
  public static boolean isFree(String name, String inside) {
    return isName(name) && !name.equalsIgnoreCase(inside);
  }

  /** Why its token is of no use; empty if a node can join with it. */
  Optional<JoinRefusal> obstacle(Instant now) {
    if (spentAt.isPresent()) {
      return Optional.of(JoinRefusal.TOKEN_SPENT);
    }
    return now.isBefore(expiresAt) ? Optional.empty() : Optional.of(JoinRefusal.TOKEN_EXPIRED);
  }
}
