package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes a server's protection against padding oracles away: a key that is not wrapped rightly is
 * none, instead of a random one, and whatever comes after is left out.
 */
public final class Unprotected {
  private static final String RULE =
      """
      RULE a wrong padding gives no key
      CLASS org.scepter.scep.protocol.RaDecryptionKey
      METHOD unpad(byte[],byte[])
      AT ENTRY
      IF $1[0] != 0 OR $1[1] != 2 OR $1[$1.length - $2.length - 1] != 0
      DO RETURN new byte[0]
      ENDRULE
      """;

  private Unprotected() {}

  /**
   * For {@link OwnServer#withAgent}.
   *
   * @param directory for the rule
   */
  public static String agent(Path directory) {
    try {
      Path rules = Files.createDirectories(directory.toAbsolutePath()).resolve("unprotected.btm");
      return Byteman.agent(Files.writeString(rules, RULE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
