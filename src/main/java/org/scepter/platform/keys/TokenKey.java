package org.scepter.platform.keys;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import java.util.Objects;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyOutOfReachException;

/** A private key that stays in a token: its name there. It is looked up when it is used. */
public final class TokenKey implements PrivateKey {
  private static final long serialVersionUID = 1;

  private final transient Token token;
  private final String name;
  private final String algorithm;

  /**
   * @param name of its certificate in the token
   * @param algorithm {@code RSA} or {@code EC}
   */
  public TokenKey(TokenPlace place, String name, String algorithm) {
    this(Token.at(place), name, algorithm);
  }

  TokenKey(Token token, String name, String algorithm) {
    this.token = Objects.requireNonNull(token);
    this.name = Objects.requireNonNull(name);
    this.algorithm = Objects.requireNonNull(algorithm);
  }

  /** Its name in the token. */
  public String name() {
    return name;
  }

  /** Where it is. */
  public Token token() {
    return token;
  }

  /** Signs in the token. */
  public KeyHolder holder() {
    return (signature, content) -> {
      try {
        return token.sign(name, signature, content);
      } catch (TokenAwayException | MissingKeyException e) {
        throw new KeyOutOfReachException(e.getMessage(), e);
      }
    };
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return null;
  }

  @Override
  public byte[] getEncoded() {
    return null;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(TokenKey.class.getName());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenKey key && key.token == token && key.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " in the token";
  }
}
