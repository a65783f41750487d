package org.scepter.platform.keys;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a key store of the home says that its key is in the token: it holds the certificates of the
 * key's chain under such aliases. Key stores keep no upper case.
 *
 * @param index in the chain, 0 for the key's own certificate
 * @param alias the key's in the home
 * @param name the key's in the token
 */
public record TokenAlias(int index, String alias, String name) {
  private static final Pattern WRITTEN =
      Pattern.compile("token/([0-9])/([a-z0-9-]{1,64})/([a-z0-9-]{1,128})");

  public TokenAlias {
    if (!WRITTEN.matcher(written(index, alias, name)).matches()) {
      throw new IllegalArgumentException("no alias of a key in a token: " + alias + ", " + name);
    }
  }

  /** The one that a store's alias is, if it is one. */
  public static Optional<TokenAlias> read(String text) {
    Matcher parts = WRITTEN.matcher(text);
    return parts.matches()
        ? Optional.of(
            new TokenAlias(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /** A store's in the order of the chain; empty if its key is elsewhere. */
  public static List<TokenAlias> all(Collection<String> aliases) {
    List<TokenAlias> all = new ArrayList<>();
    aliases.forEach(each -> read(each).ifPresent(all::add));
    all.sort(java.util.Comparator.comparing(TokenAlias::index));
    return all;
  }

  public String written() {
    return written(index, alias, name);
  }

  private static String written(int index, String alias, String name) {
    return "token/" + index + "/" + alias + "/" + name;
  }
}
