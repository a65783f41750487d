package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepter.issuing.custody.TokenMove;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.Token;
import org.scepter.platform.keys.TokenPlace;

/** {@code scepter move-to-token}. */
final class MoveToToken {
  private static final String PREFIX = "pkcs11";

  private final ScepterHome home;
  private final PrintStream out;
  private final PrintStream err;

  MoveToToken(Path home, PrintStream out, PrintStream err) {
    this.home = ScepterHome.open(home);
    this.out = out;
    this.err = err;
  }

  int run(Arguments arguments) throws IOException {
    Map<String, String> given = arguments.settings();
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(given.get(key)));
    given.keySet().stream()
        .filter(key -> !TokenSettings.isKnown(PREFIX, key))
        .forEach(key -> reader.fault(key, "is no setting of scepter move-to-token"));
    Optional<TokenPlace> place = TokenSettings.place(PREFIX, reader);
    Set<TokenKeys> keys = TokenSettings.keys(PREFIX + ".keys", reader);
    boolean isKnown = Files.exists(home.resolve(TokenPlace.FILE));
    if (place.isEmpty() && !isKnown) {
      reader.fault(PREFIX + ".library", "must be a PKCS#11 module's shared library");
    }
    if (place.isPresent() && isKnown) {
      reader.fault(PREFIX + ".library", "the home has a token already: " + TokenPlace.FILE);
    }
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    if (place.isPresent()) {
      byte[] pin = Files.readAllBytes(place.get().pinFile());
      KeyFile.write(home.resolve(TokenPlace.PIN_FILE), pin);
      KeyFile.write(home.resolve(TokenPlace.FILE), place.get().written());
    }
    return moved(keys);
  }

  private int moved(Set<TokenKeys> keys) throws IOException {
    TokenMove move = new TokenMove(home, Token.at(TokenPlace.of(home.directory())));
    Optional<List<String>> moved = move.all(file -> keys.contains(TokenKeys.of(file)));
    if (moved.isEmpty()) {
      err.println(home.directory() + ": another run is at work on this home's keys");
      return ScepterCommand.IMPOSSIBLE;
    }
    moved.get().forEach(file -> out.println(file + ": its key is in the token now"));
    out.println(
        moved.get().isEmpty()
            ? "nothing was left to be moved"
            : "Restart the server. Backups made before still hold these keys.");
    return ScepterCommand.DONE;
  }
}
