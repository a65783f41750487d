package org.scepter.platform.keys;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The crypto providers that work with private keys, as instances.
 *
 * @param description which they are, with version, and why no faster one
 * @param inOrder the first that knows an algorithm is used; the last one knows all
 * @param decrypting the same for decryption, whose time must say nothing of what was decrypted
 */
public record KeyProviders(String description, List<Provider> inOrder, List<Provider> decrypting) {
  private static final List<String> OF_THE_JDK = List.of("SunRsaSign", "SunEC", "SunJCE");

  public KeyProviders {
    Objects.requireNonNull(description);
    inOrder = List.copyOf(inOrder);
    decrypting = List.copyOf(decrypting);
    if (inOrder.isEmpty() || decrypting.isEmpty()) {
      throw new IllegalArgumentException("there is a provider");
    }
  }

  /** That one alone. */
  public static KeyProviders only(Provider provider) {
    return new KeyProviders(named(provider), List.of(provider), List.of(provider));
  }

  /**
   * Those that a setting asks for.
   *
   * @throws IllegalArgumentException if the one asked for cannot be used here
   */
  public static KeyProviders of(CryptoProvider wanted) {
    Provider pure = new BouncyCastleProvider();
    return switch (wanted) {
      case BC -> only(pure);
      case JDK -> jdk(pure);
      case ACCP -> accelerated(pure, true);
      case AUTO -> accelerated(pure, false);
    };
  }

  private static KeyProviders jdk(Provider pure) {
    List<Provider> all = new ArrayList<>();
    for (String name : OF_THE_JDK) {
      Provider found = Security.getProvider(name);
      if (found == null) {
        throw new IllegalArgumentException("the JDK has no provider " + name);
      }
      all.add(found);
    }
    all.add(pure);
    return new KeyProviders(named(all.get(0)) + " and the JDK's others", all, all);
  }

  private static KeyProviders accelerated(Provider pure, boolean required) {
    NativeProvider loaded = NativeProvider.load();
    if (loaded.provider().isEmpty() && required) {
      throw new IllegalArgumentException(
          "Amazon Corretto Crypto Provider is asked for and " + loaded.trouble());
    }
    return loaded
        .provider()
        .map(
            found -> {
              List<Provider> both = List.of(found, pure);
              // Whose decryption was measured (src/adr/0033) decrypts, unless another is asked for.
              return new KeyProviders(named(found), both, required ? both : List.of(pure));
            })
        .orElseGet(
            () ->
                new KeyProviders(
                    named(pure)
                        + " (not Amazon Corretto Crypto Provider: "
                        + loaded.trouble()
                        + ")",
                    List.of(pure),
                    List.of(pure)));
  }

  private static String named(Provider provider) {
    return provider.getName() + " " + provider.getVersionStr();
  }
}
