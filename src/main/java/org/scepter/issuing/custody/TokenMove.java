package org.scepter.issuing.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.succession.HomeLock;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.issuing.succession.MadeKey;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.Token;
import org.scepter.platform.keys.TokenKey;

/**
 * Puts a home's keys into its token. A key store loses its key only after the token has signed with
 * it; whatever ends a run, the next one goes on.
 */
public final class TokenMove {
  private static final List<String> DIRECTORIES = List.of("ca", "ra", "crp");
  private static final String SUFFIX = ".p12";
  private static final byte[] SAMPLE =
      "moved to a token".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final ScepterHome home;
  private final Token token;

  public TokenMove(ScepterHome home, Token token) {
    this.home = home;
    this.token = token;
  }

  /**
   * Moves all keys of the wanted files that are not in a token yet.
   *
   * @param wanted by file, relative to the home, without suffix
   * @return the files whose keys were moved; empty if somebody else makes keys in the home
   */
  public Optional<List<String>> all(Predicate<String> wanted) throws IOException {
    return HomeLock.during(
        home,
        () -> {
          List<String> moved = new ArrayList<>();
          for (String file : files()) {
            if (wanted.test(file) && move(file + SUFFIX)) {
              moved.add(file + SUFFIX);
            }
          }
          return moved;
        });
  }

  private List<String> files() throws IOException {
    List<String> all = new ArrayList<>();
    for (String directory : DIRECTORIES) {
      Path path = home.resolve(directory);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(SUFFIX))
              .sorted()
              .forEach(
                  name ->
                      all.add(
                          directory + "/" + name.substring(0, name.length() - SUFFIX.length())));
        }
      }
    }
    return all;
  }

  private boolean move(String path) throws IOException {
    KeyEntry key = home.key(path);
    if (key.privateKey() instanceof TokenKey) {
      return false;
    }
    try {
      KeyEntry inToken = MadeKey.moved(key, token);
      requireThatItSigns(inToken);
      KeyFile.write(home, path, inToken);
      return true;
    } catch (GeneralSecurityException | KeyOutOfReachException e) {
      throw new IOException(
          path + " stays as it is, the token does not take it: " + e.getMessage(), e);
    }
  }

  private static void requireThatItSigns(KeyEntry key)
      throws GeneralSecurityException, IOException {
    String algorithm =
        key.privateKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    KeyHolders holders = KeyHolders.by(new BouncyCastleProvider());
    byte[] signed = holders.of(key.privateKey()).sign(algorithm, SAMPLE);
    Signature check = KeyHolder.signature(algorithm, holders.verifying());
    check.initVerify(key.certificate().getPublicKey());
    check.update(SAMPLE);
    if (!check.verify(signed)) {
      throw new IOException("what the token signs does not verify");
    }
  }
}
