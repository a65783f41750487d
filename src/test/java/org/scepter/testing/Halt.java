package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Stops a server's thread at a chosen point of the product's code, so that the server can be killed
 * exactly there. The rules are Byteman's; the server reads them when it starts.
 */
public final class Halt {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Path directory;

  /**
   * @param directory for the rules and for the files through which server and test talk
   */
  public Halt(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** A method's beginning or end. */
  public record Point(String type, String method, String location) {
    @Override
    public String toString() {
      return location + " " + type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
  }

  /** The agent that acts on the rules. */
  public String agent() {
    return Byteman.agent(rules());
  }

  private Path rules() {
    return directory.resolve("rules.btm");
  }

  private Path armed() {
    return directory.resolve("armed");
  }

  private Path reached() {
    return directory.resolve("reached");
  }

  /** Where a file named by its thumbprint appears for each certificate that is signed. */
  public Path signed() {
    return directory.resolve("signed");
  }

  /**
   * Writes the rule for the server's next start: while it is armed, no CA can use its key. OCSP's
   * keys are others, and are not asked by {@code Issuer}.
   */
  public void whereCaKeysSignWrongly() {
    write(
        """
        RULE the key module signs wrongly
        CLASS org.scepter.issuing.signing.SigningKey
        METHOD verifies
        AT ENTRY
        BIND armed:java.io.File = new java.io.File("%s")
        IF armed.exists() && callerEquals("Issuer.sign", true, 2)
        DO RETURN false
        ENDRULE
        """
            .formatted(armed()));
  }

  /** Writes the rules for the server's next start: it will halt at {@code point} once armed. */
  public void at(Point point) {
    write(signedRule() + haltRule(point));
  }

  /** Writes the rule for the server's next start: it notes what it signs, and halts nowhere. */
  public void nowhere() {
    write(signedRule());
  }

  private void write(String rules) {
    try {
      Files.createDirectories(signed());
      Files.deleteIfExists(armed());
      Files.deleteIfExists(reached());
      Files.writeString(rules(), rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Noted down before any rule can halt it there.
  private String signedRule() {
    return """
    RULE note which certificates are signed
    CLASS org.scepter.issuing.CertificateCheck
    METHOD requireHolds
    AT ENTRY
    BIND note:java.io.File = new java.io.File("%s/" + $1.thumbprint().hex())
    IF TRUE
    DO note.createNewFile()
    ENDRULE

    """
        .formatted(signed());
  }

  private String haltRule(Point point) {
    return """
    RULE halt
    CLASS %s
    METHOD %s
    AT %s
    BIND armed:java.io.File = new java.io.File("%s");
         reached:java.io.File = new java.io.File("%s")
    IF armed.exists()
    DO reached.createNewFile(), java.lang.Thread.sleep(600000)
    ENDRULE
    """
        .formatted(point.type(), point.method(), point.location(), armed(), reached());
  }

  /** From now on the point halts whoever passes it. */
  public void arm() {
    try {
      Files.writeString(armed(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void disarm() {
    try {
      Files.deleteIfExists(armed());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void awaitReached() {
    Eventually.until("the server halts", PATIENCE, () -> Files.exists(reached()));
  }
}
