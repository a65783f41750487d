package org.scepter.platform.keys;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider, if its native library can be used on this machine. */
final class NativeProvider {
  private final Optional<Provider> provider;
  private final String trouble;

  private NativeProvider(Optional<Provider> provider, String trouble) {
    this.provider = provider;
    this.trouble = trouble;
  }

  /** Loads it and has it test itself; an instance, which nobody registers. */
  static NativeProvider load() {
    try {
      AmazonCorrettoCryptoProvider loaded = AmazonCorrettoCryptoProvider.INSTANCE;
      Throwable error = loaded.getLoadingError();
      if (error != null) {
        return new NativeProvider(Optional.empty(), "it cannot be loaded: " + error.getMessage());
      }
      return loaded.runSelfTests() == SelfTestStatus.PASSED
          ? new NativeProvider(Optional.of(loaded), "")
          : new NativeProvider(Optional.empty(), "its self-test fails");
    } catch (LinkageError e) {
      return new NativeProvider(Optional.empty(), "it cannot be loaded: " + e.getMessage());
    }
  }

  Optional<Provider> provider() {
    return provider;
  }

  /** Why there is none; else empty. */
  String trouble() {
    return trouble;
  }
}
