package org.scepter.platform.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import javax.security.auth.login.FailedLoginException;

/** Opens a token by the JDK's PKCS#11 provider, of which each opening gets an instance. */
final class Pkcs11 {
  private static final String TYPE = "PKCS11";

  private final TokenPlace place;
  private FileTime refusedPin;
  private Provider empty;

  Pkcs11(TokenPlace place) {
    this.place = place;
  }

  /** Called by one thread at a time. */
  TokenSession open() throws GeneralSecurityException {
    Provider provider = provider();
    char[] pin = pin();
    try {
      KeyStore store = KeyStore.getInstance(TYPE, provider);
      store.load(null, pin);
      return new TokenSession(provider, store);
    } catch (IOException e) {
      if (isRefused(e)) {
        refusedPin = writtenAt();
        throw new TokenAwayException(
            place.pinFile() + " has not the token's PIN; it is not tried again as it is", e);
      }
      throw new TokenAwayException("the token cannot be opened: " + said(e), e);
    }
  }

  // An instance without a token waits for it by itself, with a thread: no second one beside it.
  private Provider provider() throws GeneralSecurityException {
    if (empty == null) {
      Provider pattern = Security.getProvider("SunPKCS11");
      if (pattern == null) {
        throw new TokenAwayException("this JDK has no PKCS#11 provider");
      }
      empty = pattern.configure(place.configuration());
    }
    if (empty.getService("KeyStore", TYPE) == null) {
      throw new TokenAwayException("there is no token in the slot");
    }
    Provider filled = empty;
    empty = null;
    return filled;
  }

  // Some tokens lock themselves after a few wrong ones.
  private char[] pin() throws TokenAwayException {
    try {
      if (writtenAt().equals(refusedPin)) {
        throw new TokenAwayException(
            "the token refuses the PIN in " + place.pinFile() + "; write the right one there");
      }
      return Files.readString(place.pinFile()).strip().toCharArray();
    } catch (IOException e) {
      throw new TokenAwayException(place.pinFile() + " cannot be read", e);
    }
  }

  private FileTime writtenAt() throws TokenAwayException {
    try {
      return Files.getLastModifiedTime(place.pinFile());
    } catch (IOException e) {
      throw new TokenAwayException(place.pinFile() + " cannot be read", e);
    }
  }

  private static boolean isRefused(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnrecoverableKeyException || each instanceof FailedLoginException) {
        return true;
      }
    }
    return false;
  }

  private static String said(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }
}
